#include "tex/read.hpp"

#include <utility>

#include "tex/environments.hpp"
#include "tex/parser.hpp"

namespace moa::tex {

std::optional<Node> read(std::string_view tex) {
    if (tex.size() > longest) return std::nullopt;
    Parser parser(tex);
    Node table = read_table(parser, RowEnd::text, Table::lines, "rl");
    if (parser.has_failed()) return std::nullopt;
    const bool is_row = table.parts.size() == 1 && table.parts.front().parts.size() == 1;
    return is_row ? std::move(table.parts.front().parts.front()) : std::move(table);
}

}  // namespace moa::tex
