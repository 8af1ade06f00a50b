"""The ways out to the public: one file per network, and what they share."""
