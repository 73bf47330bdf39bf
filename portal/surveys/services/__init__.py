"""What people do with surveys: answer, code, import, release."""
