"""Rules shared by the sites of one content management system, one module a family."""
