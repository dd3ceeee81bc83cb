#include "view/text/markdown.hpp"

#include <md4c.h>

#include <algorithm>

#include "view/text/entities.hpp"

namespace moa::view {
namespace {

/// Collects md4c's events into blocks.
class Builder {
  public:
    std::vector<Block> blocks;

    void enter_block(MD_BLOCKTYPE type, void* detail) {
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
                open(BlockKind::heading).level =
                    static_cast<int>(static_cast<MD_BLOCK_H_DETAIL*>(detail)->level);
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

    void leave_block(MD_BLOCKTYPE type) {
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

    void enter_span(MD_SPANTYPE type, void* detail) {
        switch (type) {
            case MD_SPAN_STRONG:
                ++strong_;
                break;
            case MD_SPAN_EM:
                ++emphasis_;
                break;
            case MD_SPAN_DEL:
                ++struck_;
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

    void leave_span(MD_SPANTYPE type) {
        switch (type) {
            case MD_SPAN_STRONG:
                --strong_;
                break;
            case MD_SPAN_EM:
                --emphasis_;
                break;
            case MD_SPAN_DEL:
                --struck_;
                break;
            case MD_SPAN_A:
                link_ = -1;
                break;
            default:
                break;
        }
    }

    void add_text(MD_TEXTTYPE type, std::string_view piece) {
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
            default:
                text.text += piece;
                break;
        }
        auto style =
            static_cast<std::uint8_t>((strong_ > 0 ? span_strong : 0) | (emphasis_ > 0 ? span_emphasis : 0) |
                                      (struck_ > 0 ? span_struck : 0));
        if (type == MD_TEXT_CODE) style = static_cast<std::uint8_t>(style | span_code);
        const auto end = static_cast<std::uint32_t>(text.text.size());
        if (end == begin) return;
        if (!text.spans.empty() && text.spans.back().style == style && text.spans.back().link == link_) {
            text.spans.back().end = end;
        } else {
            text.spans.push_back({begin, end, style, link_});
        }
    }

  private:
    struct List {
        bool ordered = false;
        unsigned number = 0;
        bool tight = false;
    };

    void enter_item(const MD_BLOCK_LI_DETAIL& item) {
        close();
        List& list = lists_.back();
        marker_ = list.ordered ? std::to_string(list.number++) + "." : "-";
        if (item.is_task != 0) marker_ = item.task_mark == ' ' ? "[ ]" : "[x]";
    }

    void enter_cell(MD_ALIGN align) {
        Block& table = blocks.back();
        if (!table.columns.empty()) {
            const std::size_t column = column_++ % table.columns.size();
            table.columns[column] = align == MD_ALIGN_CENTER  ? CellAlign::centre
                                    : align == MD_ALIGN_RIGHT ? CellAlign::right
                                                              : CellAlign::left;
        }
        table.cells.emplace_back();
    }

    Block& open(BlockKind kind) {
        close();
        Block& block = blocks.emplace_back();
        block.kind = kind;
        block.quote = quote_;
        block.depth = static_cast<int>(lists_.size());
        block.tight = !lists_.empty() && lists_.back().tight;
        block.marker.swap(marker_);
        is_open_ = true;
        return block;
    }

    void close() { is_open_ = false; }

    /// Where text goes. Items of tight lists have no paragraph of their own: one is opened.
    RichText& target() {
        if (!is_open_) open(BlockKind::paragraph);
        Block& block = blocks.back();
        if (block.kind == BlockKind::table) {
            if (block.cells.empty()) block.cells.emplace_back();
            return block.cells.back();
        }
        return block.text;
    }

    std::vector<List> lists_;
    std::string marker_;
    int quote_ = 0;
    int strong_ = 0;
    int emphasis_ = 0;
    int struck_ = 0;
    std::int16_t link_ = -1;
    std::size_t column_ = 0;
    bool is_open_ = false;
};

Builder& builder_of(void* user) {
    return *static_cast<Builder*>(user);
}

}  // namespace

std::vector<Block> parse_markdown(std::string_view text) {
    Builder builder;
    MD_PARSER parser{};
    parser.flags = MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH | MD_FLAG_TASKLISTS |
                   MD_FLAG_PERMISSIVEURLAUTOLINKS | MD_FLAG_NOHTML;
    parser.enter_block = [](MD_BLOCKTYPE type, void* detail, void* user) {
        builder_of(user).enter_block(type, detail);
        return 0;
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
    md_parse(text.data(), static_cast<MD_SIZE>(text.size()), &parser, &builder);
    return std::move(builder.blocks);
}

bool is_web_link(std::string_view address) {
    const auto begins = [address](std::string_view scheme) {
        if (address.size() <= scheme.size()) return false;
        return std::equal(scheme.begin(), scheme.end(), address.begin(),
                          [](char a, char b) { return a == (b >= 'A' && b <= 'Z' ? b - 'A' + 'a' : b); });
    };
    if (!begins("https://") && !begins("http://")) return false;
    return std::none_of(address.begin(), address.end(),
                        [](char c) { return static_cast<unsigned char>(c) <= ' '; });
}

}  // namespace moa::view
