"""What the inspectors' room can do in how long."""
