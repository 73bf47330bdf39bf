"""The portal's tests: unit, integration, guards that read the whole app, and journeys in a browser."""
