#include "markdown/block.hpp"

namespace moa::markdown {

int part_count(const Block& block) {
    if (block.kind == BlockKind::rule || block.kind == BlockKind::note) return 0;
    return block.kind == BlockKind::table ? static_cast<int>(block.cells.size()) : 1;
}

const RichText& part_of(const Block& block, int cell) {
    return block.kind == BlockKind::table ? block.cells[static_cast<std::size_t>(cell)] : block.text;
}

}  // namespace moa::markdown
