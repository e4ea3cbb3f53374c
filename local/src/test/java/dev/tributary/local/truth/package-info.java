@org.jspecify.annotations.NullMarked
package dev.tributary.local.truth;
