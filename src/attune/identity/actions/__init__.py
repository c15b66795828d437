"""What changes sign-ins, memberships and roles."""
