#include "tex/environments.hpp"

#include <algorithm>
#include <utility>

#include "tex/symbols.hpp"

namespace moa::tex {
namespace {

/// More columns than that are a mistake.
constexpr std::size_t most_columns = 64;

/// Of each environment its kind (matrix, cases, lines), its columns and what is around it.
constexpr std::string_view environments =
    " matrix=mc. smallmatrix=mc. pmatrix=mc( bmatrix=mc[ Bmatrix=mc{ vmatrix=mc| Vmatrix=mc‖ array=ma. "
    "cases=cl{ dcases=cl{ rcases=cl} align=lr. aligned=lr. split=lr. eqnarray=le. gather=lc. "
    "gathered=lc. equation=lc. multline=lc. ";

/// The brackets on both sides for one of the table.
std::pair<std::string_view, std::string_view> brackets_of(std::string_view sign) {
    if (sign == "(") return {"(", ")"};
    if (sign == "[") return {"[", "]"};
    if (sign == "{") return {"{", "."};
    if (sign == "}") return {".", "}"};
    return {sign, sign};
}

Table kind_of(char sign) {
    return sign == 'm' ? Table::matrix : sign == 'c' ? Table::cases : Table::lines;
}

}  // namespace

Node read_table(Parser& parser, RowEnd end, Table kind, std::string_view columns) {
    Node table{Kind::table};
    table.amount = static_cast<int>(kind);
    table.text = columns;
    table.parts.emplace_back();
    bool single = true;
    while (!parser.has_failed()) {
        Node& row = table.parts.back();
        if (row.parts.size() >= most_columns) return parser.fail();
        row.parts.push_back(parser.read_row(end));
        if (parser.take_if("&")) {
            single = false;
            continue;
        }
        if (!parser.take_if("\\\\")) break;
        parser.scanner().skip_row_height();
        table.parts.emplace_back();
    }
    if (end == RowEnd::text && !parser.peek().text.empty()) return parser.fail();
    if (end == RowEnd::text && single) table.text = "c";
    // A line end behind the last row begins no other.
    const Node& last = table.parts.back();
    if (table.parts.size() > 1 && last.parts.size() == 1 && last.parts.front().is_empty())
        table.parts.pop_back();
    return table;
}

Node read_environment(Parser& parser) {
    const std::string_view name = parser.read_raw();
    const std::string_view found = table_value(environments, name.substr(0, name.find('*')));
    if (found.empty()) return parser.fail();
    std::string_view columns;
    switch (found[1]) {
        case 'a':
            columns = parser.read_raw();
            break;
        case 'r':
            columns = "rl";
            break;
        case 'e':
            columns = "rcl";
            break;
        default:
            columns = found.substr(1, 1);
            break;
    }
    Node table = read_table(parser, RowEnd::cell, kind_of(found.front()), columns);
    if (parser.has_failed() || !parser.take_if("\\end") || parser.read_raw() != name) return parser.fail();
    const std::string_view sign = found.substr(2);
    return sign == "." ? std::move(table) : fenced_node(std::move(table), brackets_of(sign));
}

}  // namespace moa::tex
