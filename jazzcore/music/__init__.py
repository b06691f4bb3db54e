"""Notes, meter, lead sheets and solos as plain frozen data. Imports only `errors` and `durable`."""
