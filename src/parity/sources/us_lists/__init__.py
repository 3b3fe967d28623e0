"""The US lists of parties: Entity List, Military End-User List, section 1260H and NS-CMIC."""
