"""Who the person is: registration, identity, contact, residence, death, emigration."""
