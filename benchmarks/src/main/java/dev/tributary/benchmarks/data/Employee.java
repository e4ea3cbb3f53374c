package dev.tributary.benchmarks.data;

import java.util.List;

/** One version of an employee's row. */
public record Employee(
        int id,
        String firstName,
        String lastName,
        int age,
        String ssn,
        long hourlyRateCents,
        String gender,
        String email,
        String notes) {
    private static final List<String> FIRST_NAMES = List.of(
            "Sheridan", "Adelaide", "Bartholomew", "Cosima", "Demetrius", "Evangeline", "Ferdinand", "Guinevere");
    private static final List<String> LAST_NAMES = List.of(
            "Lezemere", "Abernathy", "Blackwood", "Castellanos", "Dufresne", "Eastwick", "Fairweather", "Grantham");
    private static final List<String> GENDERS = List.of("female", "male", "diverse");

    /** The row whose values {@code random} decides; rate and email tell the versions apart. */
    static Employee of(int id, int version, long random) {
        return new Employee(
                id,
                FIRST_NAMES.get((int) (random & 7)),
                LAST_NAMES.get((int) ((random >>> 3) & 7)),
                18 + (int) ((random >>> 6) & 31),
                "%03d-%02d-%04d"
                        .formatted(100 + ((random >>> 12) & 511), 10 + ((random >>> 22) & 63), (random >>> 30) & 8191),
                2000 + ((random >>> 44) & 4095) + 100L * version,
                GENDERS.get((int) (((random >>> 57) & 63) % 3)),
                emailOf(id, version),
                "Contract reviewed; office 4, desk 12");
    }

    private static String emailOf(int id, int version) {
        return "e" + id + ".v" + version + "@mycompany.com";
    }

    public String fullName() {
        return firstName + " " + lastName;
    }

    /** As {@code numeric(12,2)} prints it. */
    public String hourlyRate() {
        long cents = hourlyRateCents % 100;
        return hourlyRateCents / 100 + (cents < 10 ? ".0" : ".") + cents;
    }
}
