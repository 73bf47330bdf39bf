"""An imitation of GOV.UK Notify, and workers that are killed while they send through it."""
