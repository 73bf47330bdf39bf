"""What people do with what families tell: keep, moderate, publish."""
