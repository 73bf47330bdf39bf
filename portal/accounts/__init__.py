"""Staff sign-in and roles."""
