"""The jazz studio: learns to improvise from jazz files and plays you the solo.

Music flows one way: file -> LeadSheet -> Corpus -> values or events -> model -> Bundle,
then Bundle -> Solo -> Arrangement -> MIDI -> sound. `pipeline` has one function an arrow.
"""
