// What md4c finds in a text, collected into blocks.
#pragma once

#include <md4c.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "markdown/block.hpp"
#include "markdown/struck_spans.hpp"

namespace moa::markdown {

/// Takes md4c's events in their order. Source and parsed text outlive it.
class BlockBuilder {
  public:
    /// `parsed`: what md4c is given, as long as the source and with its text in the same places.
    BlockBuilder(std::string_view source, std::string_view parsed) : source_(source), parsed_(parsed) {}

    std::vector<Block> blocks;

    void enter_block(MD_BLOCKTYPE type, void* detail);
    void leave_block(MD_BLOCKTYPE type);
    void enter_span(MD_SPANTYPE type, void* detail);
    void leave_span(MD_SPANTYPE type);
    void add_text(MD_TEXTTYPE type, std::string_view piece);

    /// Whether a table has more cells than its source has bytes: rows that leave out most of many columns.
    /// What is built then stays without use.
    bool is_too_sparse() const { return too_sparse_; }

  private:
    bool is_parsed(std::string_view piece) const;

    /// Maths goes on with text of the source, which begins there; the first one tells what stands before it.
    void take_maths(RichText& text, std::size_t begin);
    bool follows_formula() const;
    /// Of text behind a displayed formula in its paragraph, punctuation stays with the formula. Returns what
    /// of the text is left.
    std::string_view end_formula(MD_TEXTTYPE type, std::string_view piece);

    /// Tildes that stand for themselves.
    void add_tildes(int count);
    bool is_math();
    /// Takes the look of maths off the text from math_begin_ on.
    void make_plain();
    std::uint8_t style() const;
    /// Text from `begin` to its end has the style.
    void add_span(RichText& text, std::uint32_t begin, std::uint8_t style);

    struct List {
        bool ordered = false;
        unsigned number = 0;
        bool tight = false;
    };
    void enter_item(const MD_BLOCK_LI_DETAIL& item);
    void enter_cell(MD_ALIGN align);
    Block& open(BlockKind kind);
    void close() { is_open_ = false; }

    /// Where text goes. Items of tight lists have no paragraph of their own: one is opened.
    RichText& target();

    std::string_view source_;
    std::string_view parsed_;
    bool span_ends_ = false;  // the next text begins a span, however alike its style
    bool math_begins_ = false;
    std::size_t math_begin_ = 0;  // in the block's text
    std::size_t math_end_ = 0;    // in the source
    std::vector<List> lists_;
    std::string marker_;
    int quote_ = 0;
    int strong_ = 0;
    int emphasis_ = 0;
    StruckSpans struck_;
    std::size_t read_to_ = 0;  // the end of the latest text, in the source
    std::int16_t link_ = -1;
    std::size_t column_ = 0;
    bool is_open_ = false;
    bool too_sparse_ = false;
};

}  // namespace moa::markdown
