#include "view/math/tex_environments.hpp"

#include <algorithm>
#include <iterator>
#include <string>
#include <utility>

namespace moa::view {
namespace {

/// More columns than that are a mistake.
constexpr std::size_t most_columns = 64;

}  // namespace

TexNode read_tex_table(TexParser& parser, TexRowEnd end, TexTable kind, std::string_view columns) {
    TexNode table{TexKind::table};
    table.amount = static_cast<int>(kind);
    table.text = columns;
    table.parts.emplace_back();
    while (!parser.has_failed()) {
        if (table.parts.back().parts.size() >= most_columns) return parser.fail();
        table.parts.back().parts.push_back(parser.read_row(end));
        if (parser.take_if("&")) continue;
        if (!parser.take_if("\\\\")) break;
        parser.scanner().skip_row_height();
        table.parts.emplace_back();
    }
    if (end == TexRowEnd::text && !parser.peek().text.empty()) return parser.fail();
    // A line end behind the last row begins no other.
    if (table.parts.size() > 1 && table.parts.back().parts.size() == 1 &&
        table.parts.back().parts.front().is_empty())
        table.parts.pop_back();
    const auto is_single = [](const TexNode& row) { return row.parts.size() == 1; };
    if (end == TexRowEnd::text && std::all_of(table.parts.begin(), table.parts.end(), is_single))
        table.text = "c";
    return table;
}

namespace {

/// The columns of an array.
std::string array_columns(std::string_view given) {
    std::string columns;
    for (const char c : given)
        if (std::string_view("lcr|").find(c) != std::string_view::npos) columns += c;
    return columns;
}

struct Environment {
    std::string_view name;
    TexTable kind;
    std::string_view columns;
    std::string_view opening;  ///< empty where it has no brackets
    std::string_view closing;
};

constexpr Environment environments[] = {
    {"matrix", TexTable::matrix, "c", "", ""},    {"smallmatrix", TexTable::matrix, "c", "", ""},
    {"pmatrix", TexTable::matrix, "c", "(", ")"}, {"bmatrix", TexTable::matrix, "c", "[", "]"},
    {"Bmatrix", TexTable::matrix, "c", "{", "}"}, {"vmatrix", TexTable::matrix, "c", "|", "|"},
    {"Vmatrix", TexTable::matrix, "c", "‖", "‖"}, {"array", TexTable::matrix, "", "", ""},
    {"cases", TexTable::cases, "l", "{", "."},    {"dcases", TexTable::cases, "l", "{", "."},
    {"rcases", TexTable::cases, "l", ".", "}"},   {"align", TexTable::lines, "rl", "", ""},
    {"aligned", TexTable::lines, "rl", "", ""},   {"split", TexTable::lines, "rl", "", ""},
    {"eqnarray", TexTable::lines, "rcl", "", ""}, {"gather", TexTable::lines, "c", "", ""},
    {"gathered", TexTable::lines, "c", "", ""},   {"equation", TexTable::lines, "c", "", ""},
    {"multline", TexTable::lines, "c", "", ""},
};

}  // namespace

TexNode read_tex_environment(TexParser& parser) {
    const std::string name = parser.read_raw();
    const std::string_view bare = std::string_view(name).substr(0, name.find('*'));
    const auto* const found = std::find_if(std::begin(environments), std::end(environments),
                                           [bare](const Environment& each) { return each.name == bare; });
    if (found == std::end(environments)) return parser.fail();
    const std::string columns =
        found->columns.empty() ? array_columns(parser.read_raw()) : std::string(found->columns);
    TexNode table = read_tex_table(parser, TexRowEnd::cell, found->kind, columns);
    if (parser.has_failed() || !parser.take_if("\\end") || parser.read_raw() != name) return parser.fail();
    if (found->opening.empty()) return table;
    TexNode fenced{TexKind::fenced, TexClass::inner};
    fenced.text = found->opening;
    fenced.closing = found->closing;
    fenced.parts.push_back(tex_row(std::move(table)));
    return fenced;
}

}  // namespace moa::view
