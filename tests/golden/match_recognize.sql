create table stock_price_history (company TEXT, price_date DATE, price INT);

insert into stock_price_history values
    ('ABCD', '2020-10-01', 50),
    ('XYZ' , '2020-10-01', 89),
    ('ABCD', '2020-10-02', 36),
    ('XYZ' , '2020-10-02', 24),
    ('ABCD', '2020-10-03', 39),
    ('XYZ' , '2020-10-03', 37),
    ('ABCD', '2020-10-04', 42),
    ('XYZ' , '2020-10-04', 63),
    ('ABCD', '2020-10-05', 30),
    ('XYZ' , '2020-10-05', 65),
    ('ABCD', '2020-10-06', 47),
    ('XYZ' , '2020-10-06', 56),
    ('ABCD', '2020-10-07', 71),
    ('XYZ' , '2020-10-07', 50),
    ('ABCD', '2020-10-08', 80),
    ('XYZ' , '2020-10-08', 54),
    ('ABCD', '2020-10-09', 75),
    ('XYZ' , '2020-10-09', 30),
    ('ABCD', '2020-10-10', 63),
    ('XYZ' , '2020-10-10', 32);
-- 20

SELECT * FROM stock_price_history
  MATCH_RECOGNIZE(
    PARTITION BY company
    ORDER BY price_date
    MEASURES
      MATCH_NUMBER() AS match_number,
      FIRST(price_date) AS start_date,
      LAST(price_date) AS end_date,
      COUNT(*) AS rows_in_sequence,
      COUNT(row_with_price_decrease.*) AS num_decreases,
      COUNT(row_with_price_increase.*) AS num_increases
    ONE ROW PER MATCH
    AFTER MATCH SKIP TO LAST row_with_price_increase
    PATTERN(row_before_decrease row_with_price_decrease+ row_with_price_increase+)
    DEFINE
      row_with_price_decrease AS price < LAG(price),
      row_with_price_increase AS price > LAG(price)
  )
ORDER BY company, match_number;
-- ABCD | 1 | 2020-10-01 | 2020-10-04 | 4 | 1 | 2
-- ABCD | 2 | 2020-10-04 | 2020-10-08 | 5 | 1 | 3
-- XYZ | 1 | 2020-10-01 | 2020-10-05 | 5 | 1 | 3
-- XYZ | 2 | 2020-10-05 | 2020-10-08 | 4 | 2 | 1
-- XYZ | 3 | 2020-10-08 | 2020-10-10 | 3 | 1 | 1

select price_date, match_number, msq, price, cl from
  (select * from stock_price_history where company='ABCD') match_recognize(
    order by price_date
    measures
        match_number() as "MATCH_NUMBER",
        match_sequence_number() as msq,
        classifier() as cl
    all rows per match
    pattern(ANY_ROW UP+)
    define
        ANY_ROW AS TRUE,
        UP as price > lag(price)
)
order by match_number, msq;
-- 2020-10-02 | 1 | 1 | 36 | ANY_ROW
-- 2020-10-03 | 1 | 2 | 39 | UP
-- 2020-10-04 | 1 | 3 | 42 | UP
-- 2020-10-05 | 2 | 1 | 30 | ANY_ROW
-- 2020-10-06 | 2 | 2 | 47 | UP
-- 2020-10-07 | 2 | 3 | 71 | UP
-- 2020-10-08 | 2 | 4 | 80 | UP

select * from stock_price_history match_recognize(
    partition by company
    order by price_date
    measures
        match_number() as "MATCH_NUMBER"
    all rows per match omit empty matches
    pattern(OVERAVG*)
    define
        OVERAVG as price > avg(price) over (rows between unbounded
                                  preceding and unbounded following)
)
order by company, price_date;
-- ABCD | 2020-10-07 | 71 | 7
-- ABCD | 2020-10-08 | 80 | 7
-- ABCD | 2020-10-09 | 75 | 7
-- ABCD | 2020-10-10 | 63 | 7
-- XYZ | 2020-10-01 | 89 | 1
-- XYZ | 2020-10-04 | 63 | 4
-- XYZ | 2020-10-05 | 65 | 4
-- XYZ | 2020-10-06 | 56 | 4
-- XYZ | 2020-10-08 | 54 | 6

select * from stock_price_history match_recognize(
    partition by company
    order by price_date
    measures
        match_number() as "MATCH_NUMBER",
        classifier() as cl
    all rows per match with unmatched rows
    pattern(OVERAVG+)
    define
        OVERAVG as price > avg(price) over (rows between unbounded
                                 preceding and unbounded following)
)
order by company, price_date;
-- ABCD | 2020-10-01 | 50 | NULL | NULL
-- ABCD | 2020-10-02 | 36 | NULL | NULL
-- ABCD | 2020-10-03 | 39 | NULL | NULL
-- ABCD | 2020-10-04 | 42 | NULL | NULL
-- ABCD | 2020-10-05 | 30 | NULL | NULL
-- ABCD | 2020-10-06 | 47 | NULL | NULL
-- ABCD | 2020-10-07 | 71 | 1 | OVERAVG
-- ABCD | 2020-10-08 | 80 | 1 | OVERAVG
-- ABCD | 2020-10-09 | 75 | 1 | OVERAVG
-- ABCD | 2020-10-10 | 63 | 1 | OVERAVG
-- XYZ | 2020-10-01 | 89 | 1 | OVERAVG
-- XYZ | 2020-10-02 | 24 | NULL | NULL
-- XYZ | 2020-10-03 | 37 | NULL | NULL
-- XYZ | 2020-10-04 | 63 | 2 | OVERAVG
-- XYZ | 2020-10-05 | 65 | 2 | OVERAVG
-- XYZ | 2020-10-06 | 56 | 2 | OVERAVG
-- XYZ | 2020-10-07 | 50 | NULL | NULL
-- XYZ | 2020-10-08 | 54 | 3 | OVERAVG
-- XYZ | 2020-10-09 | 30 | NULL | NULL
-- XYZ | 2020-10-10 | 32 | NULL | NULL

SELECT company, price_date, price, "FINAL FIRST(LT45.price)", "FINAL LAST(LT45.price)"
    FROM stock_price_history
       MATCH_RECOGNIZE (
           PARTITION BY company
           ORDER BY price_date
           MEASURES
               FINAL FIRST(LT45.price) AS "FINAL FIRST(LT45.price)",
               FINAL LAST(LT45.price)  AS "FINAL LAST(LT45.price)"
           ALL ROWS PER MATCH
           AFTER MATCH SKIP PAST LAST ROW
           PATTERN (LT45 LT45)
           DEFINE
               LT45 AS price < 45.00
           )
    WHERE company = 'ABCD'
    ORDER BY price_date;
-- ABCD | 2020-10-02 | 36 | 36 | 39
-- ABCD | 2020-10-03 | 39 | 36 | 39
-- ABCD | 2020-10-04 | 42 | 42 | 30
-- ABCD | 2020-10-05 | 30 | 42 | 30

SELECT company, price_date, price
    FROM stock_price_history
       MATCH_RECOGNIZE (
           PARTITION BY company
           ORDER BY price_date
           ALL ROWS PER MATCH
           PATTERN (LESS_THAN_45 DECREASED_10_PERCENT INCREASED_05_PERCENT)
           DEFINE
               LESS_THAN_45 AS price < 45.00,
               DECREASED_10_PERCENT AS LAG(price) * 0.90 >= price,
               INCREASED_05_PERCENT AS LAG(price) * 1.05 <= price
           )
    ORDER BY company, price_date;
-- ABCD | 2020-10-04 | 42
-- ABCD | 2020-10-05 | 30
-- ABCD | 2020-10-06 | 47

SELECT *
    FROM stock_price_history
       MATCH_RECOGNIZE (
           PARTITION BY company
           ORDER BY price_date
           MEASURES
               MATCH_NUMBER() AS "Match #",
               MATCH_SEQUENCE_NUMBER() AS "Match Sequence #"
           ALL ROWS PER MATCH
           PATTERN (^ GT60)
           DEFINE
               GT60 AS price > 60.00
           )
    ORDER BY "Match #", "Match Sequence #";
-- XYZ | 2020-10-01 | 89 | 1 | 1

SELECT *
    FROM stock_price_history
       MATCH_RECOGNIZE (
           PARTITION BY company
           ORDER BY price_date
           MEASURES
               MATCH_NUMBER() AS "Match #",
               MATCH_SEQUENCE_NUMBER() AS "Match Sequence #"
           ALL ROWS PER MATCH
           PATTERN (GT50 $)
           DEFINE
               GT50 AS price > 50.00
           )
    ORDER BY "Match #", "Match Sequence #";
-- ABCD | 2020-10-10 | 63 | 1 | 1

SELECT *
    FROM stock_price_history
       MATCH_RECOGNIZE (
           PARTITION BY company
           ORDER BY price_date
           MEASURES
               MATCH_NUMBER() AS "Match #",
               MATCH_SEQUENCE_NUMBER() AS "Match Sequence #",
               COUNT(*) AS "Num Rows In Match"
           ALL ROWS PER MATCH
           PATTERN (LESS_THAN_45 UP UP)
           DEFINE
               LESS_THAN_45 AS price < 45.00,
               UP AS price > LAG(price)
           )
    WHERE company = 'ABCD'
    ORDER BY "Match #", "Match Sequence #";
-- ABCD | 2020-10-02 | 36 | 1 | 1 | 1
-- ABCD | 2020-10-03 | 39 | 1 | 2 | 2
-- ABCD | 2020-10-04 | 42 | 1 | 3 | 3
-- ABCD | 2020-10-05 | 30 | 2 | 1 | 1
-- ABCD | 2020-10-06 | 47 | 2 | 2 | 2
-- ABCD | 2020-10-07 | 71 | 2 | 3 | 3

SELECT *
    FROM stock_price_history
       MATCH_RECOGNIZE (
           PARTITION BY company
           ORDER BY price_date
           MEASURES
               MATCH_NUMBER() AS "Match #",
               MATCH_SEQUENCE_NUMBER() AS "Match Sequence #",
               COUNT(*) AS "Num Rows In Match"
           ONE ROW PER MATCH
           PATTERN (LESS_THAN_45 UP UP)
           DEFINE
               LESS_THAN_45 AS price < 45.00,
               UP AS price > LAG(price)
           )
    WHERE company = 'ABCD'
    ORDER BY "Match #", "Match Sequence #";
-- ABCD | 1 | 3 | 3
-- ABCD | 2 | 3 | 3

SELECT company, price_date, price
    FROM stock_price_history
       MATCH_RECOGNIZE (
           PARTITION BY company
           ORDER BY price_date
           ALL ROWS PER MATCH
           PATTERN ( {- LESS_THAN_45 -}  UP  {- UP* -}  DOWN  {- DOWN* -} )
           DEFINE
               LESS_THAN_45 AS price < 45.00,
               UP   AS price > LAG(price),
               DOWN AS price < LAG(price)
           )
    WHERE company = 'XYZ'
    ORDER BY price_date;
-- XYZ | 2020-10-03 | 37
-- XYZ | 2020-10-06 | 56

SELECT company, price_date,
       "First(price_date)", "Lag(price_date)", "Lead(price_date)", "Last(price_date)",
       "Match#", "MatchSeq#", "Classifier"
    FROM stock_price_history
        MATCH_RECOGNIZE (
            PARTITION BY company
            ORDER BY price_date
            MEASURES
                FIRST(price_date) AS "First(price_date)",
                LAG(price_date) AS "Lag(price_date)",
                LEAD(price_date) AS "Lead(price_date)",
                LAST(price_date) AS "Last(price_date)",
                MATCH_NUMBER() AS "Match#",
                MATCH_SEQUENCE_NUMBER() AS "MatchSeq#",
                CLASSIFIER AS "Classifier"
            ALL ROWS PER MATCH
            AFTER MATCH SKIP TO NEXT ROW
            PATTERN (CURRENT_ROW T2 T3)
            DEFINE
                CURRENT_ROW AS TRUE,
                T2 AS TRUE,
                T3 AS TRUE
            )
    ORDER BY company, "Match#", "MatchSeq#"
    limit 7;
-- ABCD | 2020-10-01 | 2020-10-01 | NULL | 2020-10-02 | 2020-10-01 | 1 | 1 | CURRENT_ROW
-- ABCD | 2020-10-02 | 2020-10-01 | 2020-10-01 | 2020-10-03 | 2020-10-02 | 1 | 2 | T2
-- ABCD | 2020-10-03 | 2020-10-01 | 2020-10-02 | NULL | 2020-10-03 | 1 | 3 | T3
-- ABCD | 2020-10-02 | 2020-10-02 | NULL | 2020-10-03 | 2020-10-02 | 2 | 1 | CURRENT_ROW
-- ABCD | 2020-10-03 | 2020-10-02 | 2020-10-02 | 2020-10-04 | 2020-10-03 | 2 | 2 | T2
-- ABCD | 2020-10-04 | 2020-10-02 | 2020-10-03 | NULL | 2020-10-04 | 2 | 3 | T3
-- ABCD | 2020-10-03 | 2020-10-03 | NULL | 2020-10-04 | 2020-10-03 | 3 | 1 | CURRENT_ROW

select price_date, price, c, sa, sb, n from stock_price_history match_recognize(order by price_date, company measures match_number() n, classifier() c, sum(a.price) sa, sum(b.price) - sum(price) sb all rows per match after match skip to next row pattern (permute(a, b){1,2}?) define a as price > 60, b as price < 40) order by n, c;
-- 2020-10-01 | 89 | A | 89 | NULL | 1
-- 2020-10-02 | 36 | B | 89 | -89 | 1
-- 2020-10-04 | 63 | A | 63 | NULL | 2
-- 2020-10-05 | 30 | B | 63 | -63 | 2
-- 2020-10-05 | 65 | A | 65 | -65 | 3
-- 2020-10-05 | 30 | B | NULL | 0 | 3
-- 2020-10-09 | 75 | A | 75 | NULL | 4
-- 2020-10-09 | 30 | B | 75 | -75 | 4
-- 2020-10-10 | 63 | A | 63 | -63 | 5
-- 2020-10-09 | 30 | B | NULL | 0 | 5
-- 2020-10-10 | 63 | A | 63 | NULL | 6
-- 2020-10-10 | 32 | B | 63 | -63 | 6

select * from stock_price_history match_recognize(order by price_date, company all rows per match after match skip to a pattern (a b) define a as price > 60, b as price < 40);
-- ! AFTER MATCH SKIP TO does not lead past the first row of the match

select * from stock_price_history match_recognize(order by price_date, company one row per match pattern (a b) define a as price > 60, b as price < 40);
-- ! SELECT with no columns

select m.x from stock_price_history match_recognize(partition by company order by price_date measures a.price as x, count(b.price) n pattern (a b{,3} | c) define a as price > 60, b as price < 40) m where n > 0;
-- 89

with w as (select * from stock_price_history) select count(*) from w match_recognize(partition by company order by price_date measures last(a.price) x one row per match pattern (a+) define a as price > 60) x;
-- 3

create view v as select * from stock_price_history match_recognize(partition by company order by price_date measures last(a.price) x one row per match pattern (a+) define a as price > 60);

select * from v order by 1, 2;
-- ABCD | 63
-- XYZ | 65
-- XYZ | 89

with m as (select * from stock_price_history match_recognize(partition by company order by price_date measures final last(a.price) x one row per match pattern (a+) define a as price > 60)), final as (select max(x) running from m) select running from final;
-- 89

with m as (select * from stock_price_history match_recognize(partition by company order by price_date measures last(a.price) x one row per match pattern (a+) define a as price > 60)), running (final) as (select count(*) from m) select final from running;
-- 3
