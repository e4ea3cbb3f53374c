package dev.tributary.connect.cockroach.feed;

import dev.tributary.connect.changes.ChangeColumn;
import dev.tributary.connect.changes.ChangeTopic;
import java.util.List;

/** A declared table: its key, its columns, and the topic of its changes. */
public record TableSpec(String name, List<String> key, List<ChangeColumn> columns, ChangeTopic topic) {}
