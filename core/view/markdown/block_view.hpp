// The drawing of one block: its text, its box or rule, and what stands beside it.
#pragma once

#include <string>

#include "view/markdown/block_acts.hpp"
#include "view/markdown/laid_block.hpp"

namespace moa::view {

/// Draws block number `id` where `flow` stands, without moving it. Returns the address of the link under the
/// pointer, nullptr for none; it lives as long as the block.
const std::string* draw_block(const Flow& flow, const LaidBlock& laid, int id, const BlockActs& acts);

}  // namespace moa::view
