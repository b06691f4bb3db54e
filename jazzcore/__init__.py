"""The jazz studio: learns to improvise from jazz files and plays you the solo.

Data flows one way: file -> LeadSheet -> Corpus -> values -> Windows -> network -> Bundle,
then Bundle -> values -> Solo -> Arrangement -> MIDI -> WAV. `pipeline` has one function an arrow.
"""
