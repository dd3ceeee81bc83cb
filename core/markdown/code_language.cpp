#include "markdown/code_language.hpp"

#include <algorithm>
#include <string>

#include "ascii.hpp"

namespace moa::markdown {
namespace {

constexpr CodeDelimiter slashes{"//", "", true};
constexpr CodeDelimiter hash{"#", "", true, false, false, true};
constexpr CodeDelimiter stars{"/*", "*/", true, true};
constexpr CodeDelimiter quote{"\"", "\"", false, false, true};
constexpr CodeDelimiter apostrophe{"'", "'", false, false, true};
constexpr CodeDelimiter long_quote{"\"\"\"", "\"\"\"", false, true, true};

constexpr CodeDelimiter python_marks[] = {
    {"#", "", true}, long_quote, {"'''", "'''", false, true, true}, quote, apostrophe};
constexpr CodeDelimiter script_marks[] = {slashes, stars, {"`", "`", false, true, true}, quote, apostrophe};
constexpr CodeDelimiter c_marks[] = {slashes, stars, {"R\"(", ")\"", false, true}, quote, apostrophe};
constexpr CodeDelimiter java_marks[] = {slashes, stars, long_quote, quote, apostrophe};
constexpr CodeDelimiter sharp_marks[] = {slashes, stars,     long_quote, {"@\"", "\"", false, true},
                                         quote,   apostrophe};
constexpr CodeDelimiter go_marks[] = {slashes, stars, {"`", "`", false, true}, quote, apostrophe};
constexpr CodeDelimiter rust_marks[] = {
    slashes, stars, {"r#\"", "\"#", false, true}, {"\"", "\"", false, true, true}};
constexpr CodeDelimiter sql_marks[] = {{"--", "", true}, stars, {"'", "'", false, true}, quote};
constexpr CodeDelimiter shell_marks[] = {hash, {"\"", "\"", false, true, true}, {"'", "'", false, true}};
constexpr CodeDelimiter json_marks[] = {slashes, stars, quote};
constexpr CodeDelimiter style_marks[] = {stars, quote, apostrophe};
constexpr CodeDelimiter yaml_marks[] = {
    hash, {"\"", "\"", false, false, true, true}, {"'", "'", false, false, false, true}};
constexpr CodeDelimiter markup_marks[] = {
    {"<!--", "-->", true, true}, {"\"", "\"", false, true}, {"'", "'", false, true}};

constexpr CodeLanguage languages[] = {
    {.names = " python py python3 ",
     .keywords = " and as assert async await break class continue def del elif else except finally for from "
                 "global if import in is lambda match nonlocal not or pass raise return try while with yield "
                 "case ",
     .known = " None True False self cls print len range str int float bool bytes list dict set tuple object "
              "type super isinstance enumerate zip map filter sorted sum min max abs any all open input "
              "Exception ValueError TypeError KeyError ",
     .delimited = python_marks,
     .sigils = "@"},
    {.names = " javascript js jsx mjs typescript ts tsx ",
     .like_c = true,
     .keywords =
         " async await catch class const debugger delete export extends finally from function get import in "
         "instanceof let new of set static super this throw try typeof var void with yield abstract as "
         "declare "
         "enum implements interface keyof namespace private protected public readonly satisfies type ",
     .known = " null undefined true false NaN Infinity any boolean number string object unknown never bigint "
              "symbol Array Promise Map Set Object String Number JSON Math Date Error console document "
              "window ",
     .delimited = script_marks,
     .sigils = "@"},
    {.names = " c c++ cpp cc h hpp cxx cuda glsl objc ",
     .like_c = true,
     .keywords =
         " alignas alignof auto catch class co_await co_return co_yield concept const const_cast consteval "
         "constexpr constinit decltype delete dynamic_cast enum explicit export extern final friend goto "
         "inline "
         "mutable namespace new noexcept operator override private protected public register "
         "reinterpret_cast "
         "requires restrict sizeof static static_assert static_cast struct template this throw try typedef "
         "typename union using virtual volatile ",
     .known = " bool char double float int long short signed unsigned void size_t wchar_t int8_t int16_t "
              "int32_t int64_t uint8_t uint16_t uint32_t uint64_t true false nullptr NULL std string vector "
              "map ",
     .delimited = c_marks,
     .sigils = "#"},
    {.names = " java kotlin kt scala ",
     .like_c = true,
     .keywords =
         " abstract assert catch class const enum extends final finally fun implements import in instanceof "
         "interface is native new object override package private protected public record sealed static "
         "super "
         "synchronized this throw throws try val var void volatile when yield ",
     .known = " boolean byte char double float int long short true false null String Integer Long Double "
              "Boolean Object List Map Set ArrayList HashMap System Override ",
     .delimited = java_marks,
     .sigils = "@"},
    {.names = " csharp cs c# ",
     .like_c = true,
     .keywords =
         " abstract as async await base catch class const delegate enum event explicit extern finally fixed "
         "foreach get goto implicit in init interface internal is lock namespace new operator out override "
         "params private protected public readonly record ref sealed set sizeof static struct this throw try "
         "typeof unsafe using value var virtual volatile when where yield ",
     .known = " bool byte char decimal double dynamic float int long nint object sbyte short string uint "
              "ulong ushort void true false null Task List Dictionary Console Exception ",
     .delimited = sharp_marks,
     .sigils = "#"},
    {.names = " go golang ",
     .like_c = true,
     .keywords = " chan const defer fallthrough func go goto import interface map package range "
                 "select struct type var ",
     .known = " bool byte complex128 error float32 float64 int int8 int16 int32 int64 rune string uint uint8 "
              "uint16 uint32 uint64 uintptr any true false nil iota append cap close copy delete len make "
              "new panic print println recover ",
     .delimited = go_marks},
    {.names = " rust rs ",
     .keywords = " as async await break const continue crate dyn else enum extern fn for if impl in let loop "
                 "match mod move mut pub ref return self static struct super trait type union unsafe use "
                 "where while ",
     .known = " bool char f32 f64 i8 i16 i32 i64 i128 isize str u8 u16 u32 u64 u128 usize Self String Vec "
              "Option Some None Result Ok Err Box Rc Arc HashMap true false ",
     .delimited = rust_marks,
     .has_lifetimes = true},
    {.names = " sql mysql postgresql postgres sqlite plsql tsql ",
     .keywords = " add all alter and as asc begin between by cascade case check column commit constraint "
                 "create cross database default delete desc distinct drop else end exists explain foreign "
                 "from full function grant group having if in index inner insert intersect into is join key "
                 "left like limit not null offset on or order outer over partition primary procedure "
                 "references replace returning right rollback select set table then transaction trigger "
                 "union unique update using values view when where with ",
     .known = " bigint blob boolean char date decimal double float int integer json jsonb numeric real "
              "serial smallint text time timestamp uuid varchar true false avg coalesce count max min now "
              "sum ",
     .delimited = sql_marks,
     .any_case = true},
    {.names = " bash sh shell zsh console dockerfile docker makefile make ",
     .keywords = " case do done elif else esac fi for function if in local return select then until while "
                 "export readonly declare set unset FROM RUN CMD COPY ENTRYPOINT ENV WORKDIR ARG EXPOSE ",
     .known = " cd echo exit printf read source sudo test true false apt curl docker git grep make npm pip "
              "python sed awk cat chmod cp ls mkdir mv rm ",
     .delimited = shell_marks,
     .sigils = "$",
     .in_words = "-"},
    {.names = " json json5 jsonc ",
     .keywords = " true false null ",
     .known = {},
     .delimited = json_marks,
     .has_keys = true},
    {.names = " yaml yml toml ini ",
     .keywords = " true false null yes no on off ",
     .known = {},
     .delimited = yaml_marks,
     .has_keys = true,
     .in_words = "-"},
    {.names = " css scss less ",
     .keywords = " important and not from to ",
     .known = " auto none inherit initial unset block flex grid inline absolute relative fixed sticky solid "
              "center left right top bottom bold normal ",
     .delimited = style_marks,
     .sigils = "@",
     .has_keys = true,
     .in_words = "-"},
    {.names = " html xml svg vue xhtml ",
     .keywords = {},
     .known = {},
     .delimited = markup_marks,
     .has_tags = true,
     .in_words = "-:"},
};

}  // namespace

const CodeLanguage* code_language(std::string_view name) {
    if (name.empty() || name.find(' ') != std::string_view::npos) return nullptr;
    const std::string wanted = " " + lower_case(name) + " ";
    const auto* const found = std::find_if(
        std::begin(languages), std::end(languages),
        [&](const CodeLanguage& each) { return each.names.find(wanted) != std::string_view::npos; });
    return found == std::end(languages) ? nullptr : found;
}

CodeWord code_word(const CodeLanguage& language, std::string_view word) {
    // What C has given to most of its descendants.
    constexpr std::string_view keywords_of_c =
        " break case continue default do else for if return switch while ";
    const std::string wanted = " " + (language.any_case ? lower_case(word) : std::string(word)) + " ";
    const auto has = [&](std::string_view words) { return words.find(wanted) != std::string_view::npos; };
    if (has(language.keywords) || (language.like_c && has(keywords_of_c))) return CodeWord::keyword;
    return has(language.known) ? CodeWord::known : CodeWord::other;
}

}  // namespace moa::markdown
