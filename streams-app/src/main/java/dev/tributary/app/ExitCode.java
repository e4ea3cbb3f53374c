package dev.tributary.app;

/** Every way in which a command ends. */
public enum ExitCode {
    OK(0, "it did what was asked"),
    FALSE(1, "the thing checked is false: a test failed, rows differ"),
    USAGE(2, "bad usage or configuration"),
    BROKER_UNREACHABLE(3, "no Kafka broker answered"),
    TOPIC_MISSING(4, "a change topic does not exist, or a topic could not be created"),
    REGISTRY_UNREACHABLE(5, "the Schema Registry did not answer, or refused a schema"),
    STREAMS_FAILED(6, "the stream threads died of an error that is no bad record"),
    STATE_BROKEN(7, "a state store could not be opened or read"),
    PORT_IN_USE(8, "a port that is needed is taken"),
    ALREADY_RUNNING(9, "another process works on the same directory, or another replay runs"),
    TIMEOUT(10, "it was not done within its time"),
    PART_FAILED(11, "Postgres, the registry, the broker or Connect of the embedded stack did not start");

    private final int code;
    private final String meaning;

    ExitCode(int code, String meaning) {
        this.code = code;
        this.meaning = meaning;
    }

    /** The process's exit status. */
    public int code() {
        return code;
    }

    public String meaning() {
        return meaning;
    }
}
