-- The history that --once plays. :e and :b are employee and bonus ids that no row has yet.
-- Every statement commits by itself unless it stands between BEGIN and COMMIT.

-- step: an employee, then a bonus
INSERT INTO payroll (employee_id, first_name, last_name, age, ssn, hourly_rate, gender, email)
VALUES (:e + 1, 'Sheridan', 'Lezemere', 48, '974-68-7406', 23.00, 'male', 'jpbi@mycompany.com');
INSERT INTO bonus (bonus_id, employee_id, bonus) VALUES (:b + 1, :e + 1, 25.00);

-- step: a bonus before its employee
INSERT INTO bonus (bonus_id, employee_id, bonus) VALUES (:b + 2, :e + 2, 40.50);
INSERT INTO payroll (employee_id, first_name, last_name, age, ssn, hourly_rate, gender, email)
VALUES (:e + 2, 'Ada', 'Brøgger', 36, '974-00-0002', 61.75, 'female', 'ada@mycompany.com');

-- step: updates on both sides, and one that changes nothing
UPDATE payroll SET hourly_rate = hourly_rate + 1.25, updated_at = now() WHERE employee_id = :e + 1;
UPDATE bonus SET bonus = bonus * 2 WHERE bonus_id = :b + 2;
UPDATE payroll SET age = age WHERE employee_id = :e + 2;

-- step: a rise for every fiftieth employee
UPDATE payroll SET hourly_rate = hourly_rate * 1.03, updated_at = now() WHERE employee_id % 50 = 7;

-- step: columns set to null
UPDATE payroll SET email = NULL, gender = NULL, age = NULL, hourly_rate = NULL WHERE employee_id = :e + 2;

-- step: the key of an employee changes, its bonuses follow later
INSERT INTO payroll (employee_id, first_name, last_name, age, ssn, hourly_rate, gender, email)
VALUES (:e + 3, 'Tove', 'Lind', 29, '974-00-0003', 33.10, 'female', 'tove@mycompany.com');
INSERT INTO bonus (bonus_id, employee_id, bonus) VALUES (:b + 3, :e + 3, 10.00), (:b + 4, :e + 3, 11.00);
UPDATE payroll SET employee_id = :e + 4 WHERE employee_id = :e + 3;
UPDATE bonus SET employee_id = :e + 4 WHERE bonus_id = :b + 3;

-- step: the key of a bonus changes
UPDATE bonus SET bonus_id = :b + 5 WHERE bonus_id = :b + 1;

-- step: a bonus moves to another employee, and back and on in one transaction
UPDATE bonus SET employee_id = :e + 1 WHERE bonus_id = :b + 2;
BEGIN;
UPDATE bonus SET employee_id = :e + 2 WHERE bonus_id = :b + 2;
UPDATE bonus SET employee_id = :e + 4 WHERE bonus_id = :b + 2;
COMMIT;

-- step: an employee is deleted, bonuses are left; another comes back under the same key
INSERT INTO payroll (employee_id, first_name, last_name, age, ssn, hourly_rate, gender, email)
VALUES (:e + 5, 'Nils', 'Gone', 60, '974-00-0005', 44.00, 'male', 'nils@mycompany.com'),
       (:e + 6, 'Pia', 'Back', 41, '974-00-0006', 45.00, 'female', 'pia@mycompany.com');
INSERT INTO bonus (bonus_id, employee_id, bonus)
VALUES (:b + 6, :e + 5, 1.00), (:b + 7, :e + 5, 2.00), (:b + 8, :e + 6, 3.00);
DELETE FROM payroll WHERE employee_id IN (:e + 5, :e + 6);
INSERT INTO payroll (employee_id, first_name, last_name, age, ssn, hourly_rate, gender, email)
VALUES (:e + 6, 'Pia', 'Again', 42, '974-00-0006', 46.00, 'female', 'pia@mycompany.com');

-- step: bonuses are deleted, one of them comes back
DELETE FROM bonus WHERE bonus_id IN (:b + 4, :b + 5);
INSERT INTO bonus (bonus_id, employee_id, bonus) VALUES (:b + 5, :e + 1, 26.00);
DELETE FROM bonus WHERE bonus_id % 997 = 13;
DELETE FROM payroll WHERE employee_id % 499 = 17;

-- step: a long text that the next update does not touch
UPDATE payroll SET resume = repeat('twelve years of bookkeeping; ', 400) WHERE employee_id = :e + 1;
UPDATE payroll SET age = 49 WHERE employee_id = :e + 1;

-- step: one transaction over many rows of both tables
BEGIN;
INSERT INTO payroll (employee_id, first_name, last_name, age, ssn, hourly_rate, gender, email)
SELECT :e + 10 + n, 'Team', 'Member ' || n, 20 + n, '974-10-00' || lpad(n::text, 2, '0'), 20 + n, 'other', 'team' || n || '@mycompany.com'
FROM generate_series(0, 29) n;
INSERT INTO bonus (bonus_id, employee_id, bonus) SELECT :b + 10 + n, :e + 10 + n % 30, n FROM generate_series(0, 89) n;
UPDATE payroll SET age = age + 1 WHERE employee_id BETWEEN :e + 10 AND :e + 19;
UPDATE payroll SET age = age + 1 WHERE employee_id BETWEEN :e + 10 AND :e + 19;
DELETE FROM payroll WHERE employee_id = :e + 39;
DELETE FROM bonus WHERE bonus_id BETWEEN :b + 90 AND :b + 94;
COMMIT;

-- step: a transaction rolled back, and one in part
BEGIN;
UPDATE payroll SET first_name = 'Never', last_name = 'Seen' WHERE employee_id <= :e + 39;
DELETE FROM bonus;
ROLLBACK;
BEGIN;
UPDATE bonus SET bonus = 77.70 WHERE bonus_id = :b + 8;
SAVEPOINT before_mistake;
UPDATE bonus SET bonus = -1 WHERE bonus_id = :b + 8;
ROLLBACK TO SAVEPOINT before_mistake;
COMMIT;
