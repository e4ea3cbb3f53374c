/** What changefeeds send: their envelopes, read as changes of declared tables. */
@NullMarked
package dev.tributary.connect.cockroach.feed;

import org.jspecify.annotations.NullMarked;
