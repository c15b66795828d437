"""Who signs in, and what they are where: users, sessions, memberships, dated roles."""
