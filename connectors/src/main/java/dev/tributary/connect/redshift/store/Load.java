package dev.tributary.connect.redshift.store;

import dev.tributary.connect.redshift.stage.Plan;
import dev.tributary.connect.redshift.stage.StagingArea.Staged;

/** A plan and the file that holds its lines. */
public record Load(Plan plan, Staged file) {}
