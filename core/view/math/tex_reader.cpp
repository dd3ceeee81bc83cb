#include "view/math/tex_reader.hpp"

#include <utility>

#include "view/math/tex_environments.hpp"
#include "view/math/tex_parser.hpp"

namespace moa::view {

std::optional<TexNode> read_tex(std::string_view tex) {
    if (tex.size() > longest_tex) return std::nullopt;
    TexParser parser(tex);
    TexNode table = read_tex_table(parser, TexRowEnd::text, TexTable::lines, "rl");
    if (parser.has_failed()) return std::nullopt;
    const bool is_row = table.parts.size() == 1 && table.parts.front().parts.size() == 1;
    return is_row ? std::move(table.parts.front().parts.front()) : std::move(table);
}

}  // namespace moa::view
