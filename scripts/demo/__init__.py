"""Seed and size -> the invented county 清源县, as data packages of every kind."""
