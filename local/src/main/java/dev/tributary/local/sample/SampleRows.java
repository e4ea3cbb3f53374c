package dev.tributary.local.sample;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** Generated rows as lines of COPY text; the same seed and id give the same row, whatever was generated before. */
final class SampleRows {

    private static final String NULL = "\\N";

    private static final List<String> FIRST_NAMES = List.of(
            "Sheridan",
            "Ada",
            "Bo",
            "Carla",
            "Dmitri",
            "Eneko",
            "Fatima",
            "Grace",
            "Hugo",
            "Ines",
            "Jürgen",
            "Kofi",
            "Lucía",
            "Mei",
            "Noor",
            "Oluwaseun",
            "Priya",
            "Quinn",
            "Rosa",
            "Søren");
    private static final List<String> LAST_NAMES = List.of(
            "Lezemere",
            "Almeida",
            "Bauer",
            "Castillo",
            "Dubois",
            "Eriksson",
            "Fischer",
            "García",
            "Haddad",
            "Ito",
            "Jensen",
            "Kowalski",
            "Lopez",
            "Moreau",
            "Nguyen",
            "O'Brien",
            "Petrov",
            "Quiroga",
            "Rossi",
            "Święcicki");
    private static final List<String> GENDERS = List.of("female", "male", "other");

    private final long seed;

    SampleRows(long seed) {
        this.seed = seed;
    }

    /** employee_id, first_name, last_name, age, ssn, hourly_rate, gender, email, resume. */
    String employee(long id) {
        SplittableRandom random = new SplittableRandom(seed + id);
        String first = pick(FIRST_NAMES, random);
        String last = pick(LAST_NAMES, random);
        return String.join(
                        "\t",
                        Long.toString(id),
                        first,
                        last,
                        sometimesNull(random, Integer.toString(random.nextInt(18, 68))),
                        ssn(id),
                        sometimesNull(random, cents(random, 1_500, 15_000)),
                        sometimesNull(random, pick(GENDERS, random)),
                        sometimesNull(random, first.toLowerCase(Locale.ROOT) + "." + id + "@mycompany.com"),
                        resume(random))
                + "\n";
    }

    /** bonus_id, employee_id, bonus; one in a hundred is for an employee who does not exist. */
    String bonus(long id, long employees) {
        SplittableRandom random = new SplittableRandom(~seed + id);
        long employee = 1 + random.nextLong(employees + Math.max(1, employees / 100));
        return id + "\t" + employee + "\t" + cents(random, 1_000, 500_000) + "\n";
    }

    /** Area numbers from 900 up are never given to a person. */
    private static String ssn(long id) {
        return String.format(Locale.ROOT, "%03d-%02d-%04d", 900 + id / 1_000_000 % 74, id / 10_000 % 100, id % 10_000);
    }

    private static String resume(SplittableRandom random) {
        return switch (random.nextInt(25)) {
            // long enough to be kept outside the row
            case 0 -> "accounts, audits, payroll runs; ".repeat(random.nextInt(100, 250));
            case 1, 2 -> NULL;
            default -> "bookkeeping";
        };
    }

    private static String sometimesNull(SplittableRandom random, String value) {
        return random.nextInt(50) == 0 ? NULL : value;
    }

    private static String cents(SplittableRandom random, int from, int to) {
        return BigDecimal.valueOf(random.nextInt(from, to), 2).toPlainString();
    }

    private static String pick(List<String> of, SplittableRandom random) {
        return of.get(random.nextInt(of.size()));
    }
}
