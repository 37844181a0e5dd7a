--# https://docs.snowflake.com/en/sql-reference/collation

SELECT 'Abc' COLLATE 'en-ci' = 'abc', 'Abc' COLLATE 'en' = 'abc', 'E' COLLATE 'fr-ai' = 'É', 'E' COLLATE 'fr' = 'É';
-- TRUE | FALSE | TRUE | FALSE

SELECT 'a' COLLATE 'en-ai' = 'ą', 'a' COLLATE 'pl-ai' = 'ą', 'A' COLLATE 'en-ai' = 'a', 'A-B-C' COLLATE 'en-pi' = 'ABC', 'A-B-C' COLLATE 'en-ps' = 'ABC';
-- TRUE | FALSE | FALSE | TRUE | FALSE

SELECT '  ABC ' COLLATE 'en-trim' = 'ABC', '  ABC ' COLLATE 'en-ltrim' = 'ABC', '  ABC ' COLLATE 'en-rtrim' = 'ABC', '  ABC ' COLLATE 'en' = 'ABC';
-- TRUE | FALSE | FALSE | FALSE

SELECT 'ı' = 'i', COLLATE('ı', 'lower') = COLLATE('i', 'lower'), COLLATE('ı', 'upper') = COLLATE('i', 'upper');
-- FALSE | FALSE | TRUE

SELECT '\u0001' = '' COLLATE 'en-ci', '\u0001' = '' COLLATE 'upper', '\u03b9\u0308\u0301' = '\u0390' COLLATE 'en-ci',
    '\u03b9\u0308\u0301' = '\u0390' COLLATE 'upper', '\u03b9\u0308\u0301' = '\u0390' COLLATE 'lower';
-- TRUE | FALSE | TRUE | TRUE | FALSE

SELECT '+' < '-' COLLATE 'en-ci', '+' < '-' COLLATE 'upper', 'a\u0001b' < 'ab' COLLATE 'en-ci', 'a\u0001b' < 'ab' COLLATE 'upper',
    'abc' < '❄' COLLATE 'en-ci', 'abc' < '❄' COLLATE 'upper';
-- FALSE | TRUE | FALSE | TRUE | FALSE | TRUE

SELECT COUNT(*), COUNT(DISTINCT column1 COLLATE 'en-ci'), COUNT(DISTINCT column1 COLLATE 'upper'), COUNT(DISTINCT column1 COLLATE 'lower')
    FROM VALUES ('1'), ('¹'), ('₁'), ('①'), ('੧'), ('௧');
-- 6 | 1 | 6 | 6

--# order

CREATE TABLE phrases (s VARCHAR COLLATE 'es');

INSERT INTO phrases VALUES ('piñata'), ('piña colada'), ('Pinatubo (Mount)'), ('pint'), ('Pinta');

SELECT s FROM phrases ORDER BY s;
-- Pinatubo (Mount)
-- pint
-- Pinta
-- piña colada
-- piñata

SELECT s FROM phrases ORDER BY COLLATE(s, 'utf8');
-- Pinatubo (Mount)
-- Pinta
-- pint
-- piña colada
-- piñata

SELECT s FROM phrases ORDER BY s DESC LIMIT 1;
-- piñata

SELECT MIN(s), MAX(s), MAX(COLLATE(s, 'utf8')), MAX_BY(1, s) FROM phrases;
-- Pinatubo (Mount) | piñata | piñata | 1

SELECT LISTAGG(column1, '') WITHIN GROUP (ORDER BY column1 COLLATE 'en'), LISTAGG(column1, '') WITHIN GROUP (ORDER BY column1 COLLATE 'en-fu'),
    LISTAGG(column1, '') WITHIN GROUP (ORDER BY column1) FROM VALUES ('a'), ('B'), ('A'), ('b');
-- aAbB | AaBb | ABab

SELECT column1 FROM VALUES ('coté'), ('côte'), ('cote') ORDER BY column1 COLLATE 'fr_CA';
-- cote
-- côte
-- coté

SELECT column1 FROM VALUES ('coté'), ('côte'), ('cote') ORDER BY column1 COLLATE 'fr';
-- cote
-- coté
-- côte

CREATE TABLE demo (no_explicit_collation VARCHAR, en_ci VARCHAR COLLATE 'en-ci', en VARCHAR COLLATE 'en', utf_8 VARCHAR COLLATE 'utf8');

INSERT INTO demo (no_explicit_collation) VALUES ('-'), ('+');

UPDATE demo SET en_ci = no_explicit_collation, en = no_explicit_collation, utf_8 = no_explicit_collation;

SELECT MAX(no_explicit_collation), MAX(en_ci), MAX(en), MAX(utf_8) FROM demo;
-- - | + | + | -

--# of two collations the one that COLLATE gives goes before that of a column

CREATE TABLE precedence (col1 VARCHAR, col2_fr VARCHAR COLLATE 'fr', col3_de VARCHAR COLLATE 'de', utf_8 VARCHAR COLLATE 'utf8');

INSERT INTO precedence VALUES ('a', 'a', 'a', 'a');

SELECT col1 = col2_fr, col1 COLLATE 'en-ci' = col2_fr, col2_fr COLLATE '' = col3_de, col1 = utf_8 FROM precedence;
-- TRUE | TRUE | TRUE | TRUE

SELECT col2_fr = col3_de FROM precedence;
-- ! Incompatible collations: 'de' and 'fr'

SELECT utf_8 = col2_fr FROM precedence;
-- ! 002322 (42846): SQL compilation error: Incompatible collations: 'fr' and 'utf8'

SELECT col2_fr COLLATE 'en' = col3_de COLLATE 'de' FROM precedence;
-- ! Incompatible collations: 'de' and 'en'

SELECT 'abc' COLLATE 'bin' = 'abc' COLLATE 'utf8';
-- ! Incompatible collations

SELECT COLLATION(col1), COLLATION(col2_fr), COLLATION(COLLATE(col2_fr, 'es-ci')), COLLATION(col1 || col3_de) FROM precedence;
-- NULL | fr | es-ci | de

--# looking for strings in strings

SELECT CONTAINS(COLLATE('ñ', 'en-ci-ai'), 'n'), CONTAINS(COLLATE('ñ', 'es-ci-ai'), 'n'), STARTSWITH('Éa' COLLATE 'fr-ci-ai', 'e'),
    POSITION('B' IN 'abc' COLLATE 'en-ci'), CONTAINS('ss', 's' COLLATE 'upper'), CONTAINS('\u03b9\u0308', '\u0308' COLLATE 'upper');
-- TRUE | FALSE | TRUE | 2 | TRUE | TRUE

SELECT CONTAINS('\u03b9\u0308', '\u03b9' COLLATE 'en-ci');
-- FALSE

SELECT CONTAINS('chata', 'c' COLLATE 'cs_CZ');
-- ! Unsupported feature 'CONTAINS with the collation 'cs_cz''

SELECT CONTAINS('a-b', 'ab' COLLATE 'en-pi');
-- ! Unsupported feature 'CONTAINS with the collation 'en-pi''

SELECT 'abc' COLLATE 'upper' LIKE 'A%', 'abc' COLLATE 'lower-trim' LIKE 'A%', ' abc ' COLLATE 'trim' LIKE 'a_c', 'a' COLLATE 'utf8' LIKE 'A';
-- TRUE | TRUE | TRUE | FALSE

SELECT 'abc' COLLATE 'en-ci' LIKE 'A%';
-- ! Unsupported feature 'LIKE with the collation 'en-ci''

SELECT REPLACE('abc' COLLATE 'en-ci', 'B', 'x');
-- axc

SELECT SPLIT_PART('aXb' COLLATE 'en-ci', 'x', 1);
-- ! Unsupported feature 'SPLIT_PART with the collation 'en-ci''

--# what is no collation

SELECT 'a' COLLATE 'xx';
-- ! Invalid collation specification: 'xx'

SELECT 'a' COLLATE 'en-ci-cs';
-- ! Invalid collation specification: 'en-ci-cs'

CREATE TABLE bad (a VARCHAR COLLATE 'en-foo');
-- ! Invalid collation specification: 'en-foo'

SELECT 'a' COLLATE 'en-upper';
-- ! Unsupported feature 'the collation 'en-upper''

SELECT 'a' COLLATE 'cs';
-- ! Unsupported feature 'the collation 'cs', which is a language and a specifier'

select len(replace('abc\u0001' collate 'en-ci', '\u0001')), len(replace('abc\u0001' collate 'upper', '\u0001'));
-- 4 | 3

select replace('aXb.x' collate 'en-ci', 'x', '\\1'), replace('aXb.x' collate 'lower', '.', '-'), replace('aXbx' collate 'en', 'x', '-');
-- a\1b.\1 | aXb-x | aXb-

select replace('Éa' collate 'en-ci', 'é', 'x'), replace('Éa' collate 'en-ci', 'e', 'x');
-- xa | Éa

select replace('Éa' collate 'upper', 'a', 'x');
-- ! Unsupported feature

select contains('\u03b9\u0308', '\u03b9' collate 'en-ci'), contains('\u03b9\u0308', '\u0308' collate 'en-ci'), contains('\u03b9\u0308', '\u03b9' collate 'upper');
-- FALSE | FALSE | TRUE

--# what one character becomes in capitals matches as a whole or not at all

SELECT CONTAINS('ß', 's' COLLATE 'upper'), CONTAINS('ss', 's' COLLATE 'upper'), CONTAINS('aßb', 'ss' COLLATE 'upper'),
    CONTAINS('sß', 'ss' COLLATE 'upper'), CONTAINS('xSSx', 'ß' COLLATE 'upper'), CONTAINS('straße', 'SE' COLLATE 'upper'), CONTAINS('ß', '' COLLATE 'upper');
-- FALSE | TRUE | TRUE | TRUE | TRUE | FALSE | TRUE

SELECT STARTSWITH('ßa', 's' COLLATE 'upper'), STARTSWITH('ßa', 'SSA' COLLATE 'upper'), ENDSWITH('aß', 's' COLLATE 'upper'), ENDSWITH('aß', 'ss' COLLATE 'upper'),
    POSITION('E' IN 'straße' COLLATE 'upper'), POSITION('s', 'straßes' COLLATE 'upper', 2), POSITION('x' IN 'ß' COLLATE 'upper');
-- FALSE | TRUE | FALSE | TRUE | 6 | 7 | 0

SELECT CONTAINS(NULL, 'ß' COLLATE 'upper'), CONTAINS('ß' COLLATE 'upper', NULL), CONTAINS('  İ' COLLATE 'lower-trim', 'i');
-- NULL | NULL | FALSE
