/** How rows and keys are written: Avro, JSON, and the one spelling of each key. */
@NullMarked
package dev.tributary.serde;

import org.jspecify.annotations.NullMarked;
