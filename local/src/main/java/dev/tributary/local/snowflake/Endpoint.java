package dev.tributary.local.snowflake;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Answers the requests of one path. */
interface Endpoint {

    ObjectNode answer(Call call) throws Exception;
}
