#include "markdown/block_builder.hpp"

#include <algorithm>
#include <utility>

#include "ascii.hpp"
#include "markdown/code_tabs.hpp"
#include "markdown/entities.hpp"
#include "markdown/formula_spans.hpp"
#include "markdown/tex_brackets.hpp"

namespace moa::markdown {

void BlockBuilder::enter_block(MD_BLOCKTYPE type, void* detail) {
    switch (type) {
        case MD_BLOCK_QUOTE:
            close();
            ++quote_;
            break;
        case MD_BLOCK_UL:
            close();
            lists_.push_back({false, 0, static_cast<MD_BLOCK_UL_DETAIL*>(detail)->is_tight != 0});
            break;
        case MD_BLOCK_OL: {
            close();
            const auto* list = static_cast<MD_BLOCK_OL_DETAIL*>(detail);
            lists_.push_back({true, list->start, list->is_tight != 0});
            break;
        }
        case MD_BLOCK_LI:
            enter_item(*static_cast<MD_BLOCK_LI_DETAIL*>(detail));
            break;
        case MD_BLOCK_HR:
            open(BlockKind::rule);
            close();
            break;
        case MD_BLOCK_H:
            open(BlockKind::heading).level = static_cast<int>(static_cast<MD_BLOCK_H_DETAIL*>(detail)->level);
            break;
        case MD_BLOCK_CODE: {
            const MD_ATTRIBUTE& language = static_cast<MD_BLOCK_CODE_DETAIL*>(detail)->lang;
            Block& block = open(BlockKind::code);
            if (language.text != nullptr) block.language.assign(language.text, language.size);
            break;
        }
        case MD_BLOCK_P:
            open(BlockKind::paragraph);
            break;
        case MD_BLOCK_TABLE:
            open(BlockKind::table).columns.resize(static_cast<MD_BLOCK_TABLE_DETAIL*>(detail)->col_count);
            column_ = 0;
            break;
        case MD_BLOCK_TH:
        case MD_BLOCK_TD:
            enter_cell(static_cast<MD_BLOCK_TD_DETAIL*>(detail)->align);
            break;
        case MD_BLOCK_DOC:
        case MD_BLOCK_HTML:
        case MD_BLOCK_THEAD:
        case MD_BLOCK_TBODY:
        case MD_BLOCK_TR:
            break;
    }
}

void BlockBuilder::leave_block(MD_BLOCKTYPE type) {
    switch (type) {
        case MD_BLOCK_QUOTE:
            close();
            --quote_;
            break;
        case MD_BLOCK_UL:
        case MD_BLOCK_OL:
            close();
            lists_.pop_back();
            break;
        case MD_BLOCK_LI:
            // An item without content still has its marker.
            if (!marker_.empty()) open(BlockKind::paragraph);
            close();
            break;
        case MD_BLOCK_CODE: {
            std::string& text = blocks.back().text.text;
            if (!text.empty() && text.back() == '\n') text.pop_back();
            blocks.back().text.spans.clear();
            close();
            break;
        }
        case MD_BLOCK_H:
        case MD_BLOCK_P:
        case MD_BLOCK_TABLE:
            close();
            break;
        case MD_BLOCK_DOC:
        case MD_BLOCK_HTML:
        case MD_BLOCK_HR:
        case MD_BLOCK_THEAD:
        case MD_BLOCK_TBODY:
        case MD_BLOCK_TR:
        case MD_BLOCK_TH:
        case MD_BLOCK_TD:
            break;
    }
}

void BlockBuilder::enter_span(MD_SPANTYPE type, void* detail) {
    switch (type) {
        case MD_SPAN_STRONG:
            ++strong_;
            break;
        case MD_SPAN_EM:
            ++emphasis_;
            break;
        case MD_SPAN_DEL:
            struck_.enter();
            break;
        case MD_SPAN_LATEXMATH:
        case MD_SPAN_LATEXMATH_DISPLAY:
            math_begin_ = target().text.size();
            span_ends_ = true;
            add_text(MD_TEXT_LATEXMATH, type == MD_SPAN_LATEXMATH ? "$" : "$$");
            math_begins_ = true;
            break;
        case MD_SPAN_A: {
            const MD_ATTRIBUTE& address = static_cast<MD_SPAN_A_DETAIL*>(detail)->href;
            RichText& text = target();
            link_ = static_cast<std::int16_t>(std::min<std::size_t>(text.links.size(), INT16_MAX));
            text.links.emplace_back(address.text == nullptr ? "" : address.text, address.size);
            break;
        }
        default:
            break;
    }
}

void BlockBuilder::leave_span(MD_SPANTYPE type) {
    switch (type) {
        case MD_SPAN_STRONG:
            --strong_;
            break;
        case MD_SPAN_EM:
            --emphasis_;
            break;
        case MD_SPAN_DEL:
            if (struck_.leave()) add_tildes(1);
            break;
        case MD_SPAN_LATEXMATH:
        case MD_SPAN_LATEXMATH_DISPLAY:
            if (type == MD_SPAN_LATEXMATH_DISPLAY) trim_formula(target(), math_begin_);
            add_text(MD_TEXT_LATEXMATH,
                     type == MD_SPAN_LATEXMATH ? "$" : closing_mark(source_.substr(math_end_)));
            span_ends_ = true;
            if (type == MD_SPAN_LATEXMATH && !is_math()) make_plain();
            if (type == MD_SPAN_LATEXMATH_DISPLAY && link_ < 0)
                display_formula(blocks, math_begin_, static_cast<std::uint8_t>(style() | span_math));
            break;
        case MD_SPAN_A:
            link_ = -1;
            break;
        default:
            break;
    }
}

void BlockBuilder::add_text(MD_TEXTTYPE type, std::string_view piece) {
    const bool in_source = is_parsed(piece);
    const bool escaped = in_source && piece.data() > parsed_.data() && piece.data()[-1] == '\\';
    if (in_source) {
        const auto begin = static_cast<std::size_t>(piece.data() - parsed_.data());
        piece = source_.substr(begin, piece.size());
        const int tildes = struck_.begin_text(source_.substr(read_to_, begin - read_to_));
        if (tildes > 0) add_tildes(tildes);
        read_to_ = begin + piece.size();
    }
    if (follows_formula()) {
        piece = end_formula(type, piece);
        if (piece.empty()) return;
    }
    RichText& text = target();
    const auto begin = static_cast<std::uint32_t>(text.text.size());
    switch (type) {
        case MD_TEXT_NULLCHAR:
            text.text += "\xef\xbf\xbd";
            break;
        case MD_TEXT_BR:
            text.text += '\n';
            break;
        case MD_TEXT_SOFTBR:
            text.text += ' ';
            break;
        case MD_TEXT_ENTITY:
            append_entity(text.text, piece);
            break;
        case MD_TEXT_NORMAL:
            // An escaped bracket may be TeX's \\( or \\[: maths stays readable as its source.
            if (escaped && std::string_view("()[]").find(piece.front()) != std::string_view::npos) {
                text.text += '\\';
            }
            text.text += piece;
            break;
        case MD_TEXT_CODE:
            if (in_source && blocks.back().kind == BlockKind::code)
                restore_tabs(text.text, source_, read_to_ - piece.size());
            text.text += piece;
            break;
        default:
            text.text += piece;
            break;
    }
    std::uint8_t look = style();
    if (type == MD_TEXT_LATEXMATH) {
        look = static_cast<std::uint8_t>(look | span_math);
        if (in_source) take_maths(text, read_to_ - piece.size());
    }
    if (type == MD_TEXT_CODE) look = static_cast<std::uint8_t>(look | span_code);
    add_span(text, begin, look);
}

bool BlockBuilder::is_parsed(std::string_view piece) const {
    return piece.data() >= parsed_.data() && piece.data() < parsed_.data() + parsed_.size();
}

void BlockBuilder::take_maths(RichText& text, std::size_t begin) {
    math_end_ = read_to_;
    if (!std::exchange(math_begins_, false)) return;
    const std::string_view bracket = tex_bracket_before(source_.substr(0, begin));
    if (!bracket.empty()) text.text.replace(math_begin_, bracket.size(), bracket);
}

bool BlockBuilder::follows_formula() const {
    return is_open_ && !blocks.empty() && blocks.back().kind == BlockKind::formula;
}

std::string_view BlockBuilder::end_formula(MD_TEXTTYPE type, std::string_view piece) {
    if (type == MD_TEXT_BR || type == MD_TEXT_SOFTBR) return {};
    if (type != MD_TEXT_NORMAL) return piece;
    RichText& text = blocks.back().text;
    const std::size_t end = std::min(piece.find_first_not_of(".,;:!?"), piece.size());
    const auto begin = static_cast<std::uint32_t>(text.text.size());
    text.text += piece.substr(0, end);
    add_span(text, begin, style());
    return piece.substr(std::min(piece.find_first_not_of(white_space, end), piece.size()));
}

void BlockBuilder::add_tildes(int count) {
    RichText& text = target();
    const auto begin = static_cast<std::uint32_t>(text.text.size());
    text.text.append(static_cast<std::size_t>(count), '~');
    add_span(text, begin, style());
}

bool BlockBuilder::is_math() {
    return is_formula(std::string_view(target().text).substr(math_begin_),
                      source_.substr(std::min(math_end_ + 1, source_.size())));
}

void BlockBuilder::make_plain() {
    RichText& text = target();
    while (!text.spans.empty() && text.spans.back().begin >= math_begin_)
        text.spans.pop_back();
    span_ends_ = false;
    add_span(text, static_cast<std::uint32_t>(math_begin_), style());
}

std::uint8_t BlockBuilder::style() const {
    return static_cast<std::uint8_t>((strong_ > 0 ? span_strong : 0) | (emphasis_ > 0 ? span_emphasis : 0) |
                                     (struck_.is_struck() ? span_struck : 0));
}

void BlockBuilder::add_span(RichText& text, std::uint32_t begin, std::uint8_t style) {
    const auto end = static_cast<std::uint32_t>(text.text.size());
    if (end == begin) return;
    const bool goes_on = !std::exchange(span_ends_, false);
    if (goes_on && !text.spans.empty() && text.spans.back().style == style &&
        text.spans.back().link == link_) {
        text.spans.back().end = end;
    } else {
        text.spans.push_back({begin, end, style, link_});
    }
}

void BlockBuilder::enter_item(const MD_BLOCK_LI_DETAIL& item) {
    close();
    List& list = lists_.back();
    marker_ = list.ordered ? std::to_string(list.number++) + "." : "-";
    if (item.is_task != 0) marker_ = item.task_mark == ' ' ? "[ ]" : "[x]";
}

void BlockBuilder::enter_cell(MD_ALIGN align) {
    Block& table = blocks.back();
    too_sparse_ = too_sparse_ || table.cells.size() >= source_.size();
    if (too_sparse_) return;
    if (!table.columns.empty()) {
        const std::size_t column = column_++ % table.columns.size();
        table.columns[column] = align == MD_ALIGN_CENTER  ? CellAlign::centre
                                : align == MD_ALIGN_RIGHT ? CellAlign::right
                                                          : CellAlign::left;
    }
    table.cells.emplace_back();
}

Block& BlockBuilder::open(BlockKind kind) {
    close();
    Block& block = blocks.emplace_back();
    block.kind = kind;
    block.quote = std::min(quote_, deepest_nesting);
    block.depth = std::min(static_cast<int>(lists_.size()), deepest_nesting);
    block.tight = !lists_.empty() && lists_.back().tight;
    block.marker.swap(marker_);
    is_open_ = true;
    return block;
}

RichText& BlockBuilder::target() {
    if (!is_open_ || follows_formula()) open(BlockKind::paragraph);
    Block& block = blocks.back();
    if (block.kind == BlockKind::table) {
        if (block.cells.empty()) block.cells.emplace_back();
        return block.cells.back();
    }
    return block.text;
}

}  // namespace moa::markdown
