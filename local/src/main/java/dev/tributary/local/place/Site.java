package dev.tributary.local.place;

/** Where a stack runs: the project, its data, its ports. */
public record Site(Installation installation, DataDirectory directory, Ports ports) {}
