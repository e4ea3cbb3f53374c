package dev.tributary.join;

/** The stores of a join: the rows that refer, and the table that they refer to. */
record JoinStores(String index, String partner) {}
