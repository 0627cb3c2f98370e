"""What is wider than its column scrolls in a frame. Style only: tables and flowcharts use it."""
