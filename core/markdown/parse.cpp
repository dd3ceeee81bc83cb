#include "markdown/parse.hpp"

#include <utility>

#include "markdown/block_builder.hpp"
#include "markdown/marks_in_words.hpp"
#include "markdown/tex_brackets.hpp"

namespace moa::markdown {
namespace {

BlockBuilder& builder_of(void* user) {
    return *static_cast<BlockBuilder*>(user);
}

}  // namespace

Block plain_block(std::string_view text) {
    Block block;
    block.text.text = text;
    if (!text.empty()) block.text.spans.push_back({0, static_cast<std::uint32_t>(text.size()), 0, -1});
    return block;
}

std::vector<Block> parse(std::string_view text) {
    std::string parsed = with_dollars(text);
    free_marks_in_words(parsed);
    BlockBuilder builder(text, parsed);
    MD_PARSER parser{};
    parser.flags = MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH | MD_FLAG_TASKLISTS |
                   MD_FLAG_PERMISSIVEURLAUTOLINKS | MD_FLAG_NOHTML | MD_FLAG_LATEXMATHSPANS;
    parser.enter_block = [](MD_BLOCKTYPE type, void* detail, void* user) {
        builder_of(user).enter_block(type, detail);
        return builder_of(user).is_too_sparse() ? 1 : 0;
    };
    parser.leave_block = [](MD_BLOCKTYPE type, void*, void* user) {
        builder_of(user).leave_block(type);
        return 0;
    };
    parser.enter_span = [](MD_SPANTYPE type, void* detail, void* user) {
        builder_of(user).enter_span(type, detail);
        return 0;
    };
    parser.leave_span = [](MD_SPANTYPE type, void*, void* user) {
        builder_of(user).leave_span(type);
        return 0;
    };
    parser.text = [](MD_TEXTTYPE type, const MD_CHAR* piece, MD_SIZE size, void* user) {
        builder_of(user).add_text(type, std::string_view(piece, size));
        return 0;
    };
    (void)md_parse(parsed.data(), static_cast<MD_SIZE>(parsed.size()), &parser, &builder);
    if (builder.is_too_sparse()) return {plain_block(text)};
    return std::move(builder.blocks);
}

}  // namespace moa::markdown
