-- SYNTAX TEST "source.freehold-sql" "SQL as SQLite has it"

-- @connection mls
-- <-- comment.line.double-dash.sql punctuation.definition.comment.sql
-- ^^^^^^^^^^^ keyword.other.directive.sql
--             ^^^ string.unquoted.sql
-- @author nobody that a directive knows
-- ^^^^^^ comment.line.double-dash.sql ! keyword.other.directive.sql
SELECT DISTINCT p.ListingKey, count(*) AS n, 'it''s' AS text
-- <------ keyword.other.sql
--     ^^^^^^^^ keyword.other.sql
--              ^ variable.other.table.sql
--                ^^^^^^^^^^ variable.other.column.sql
--                            ^^^^^ support.function.sql
--                                  ^ keyword.operator.sql
--                                     ^^ keyword.other.sql
--                                           ^^^ string.quoted.single.sql
--                                              ^^ constant.character.escape.sql
FROM mls."Open""House" AS p /* a note */ JOIN [odd name] o ON o.order = p.x
--   ^^^ variable.other.table.sql
--       ^^^^^^^^^^^^^ variable.other.quoted.sql
--                          ^^^^^^^^^^^^ comment.block.sql
--                                            ^^^^^^^^^^ variable.other.quoted.sql
--                                                            ^ variable.other.table.sql
--                                                              ^^^^^ variable.other.column.sql
where p.ListPrice >= 1.5e3 and not City is null or x'0aFF' = :city;
-- <----- keyword.other.sql
--                ^^ keyword.operator.sql
--                   ^^^^^ constant.numeric.sql
--                         ^^^ keyword.operator.logical.sql
--                             ^^^ keyword.operator.logical.sql
--                                      ^^ keyword.operator.logical.sql
--                                         ^^^^ constant.language.sql
--                                                 ^^^^^^^ constant.other.blob.sql
--                                                           ^^^^^ variable.parameter.sql
--                                                                ^ punctuation.terminator.statement.sql
SELECT selected, fromage, metadata ->> '$.a', ?1, key FROM json_each('[]')
--     ^^^^^^^^ ! keyword.other.sql
--               ^^^^^^^ ! keyword.other.sql
--                                 ^^^ keyword.operator.sql
--                                            ^^ variable.parameter.sql
--                                                ^^^ ! keyword.other.sql
--                                                         ^^^^^^^^^ support.function.sql
DELETE FROM t
-- <------ keyword.other.unavailable.sql
