#include "web_page/markdown_html.hpp"

#include <algorithm>
#include <vector>

#include "ascii.hpp"
#include "markdown/parse.hpp"

namespace moa::web_page {
namespace {

/// Deeper lists and quotations look like this one, and are no deeper for the browser either.
constexpr int deepest = 16;
constexpr int lowest_heading = 6;

std::string tag(std::string_view name, std::string_view inner) {
    std::string made = "<" + std::string(name) + ">";
    made += inner;
    return made + "</" + std::string(name.substr(0, name.find(' '))) + ">";
}

std::string runs_html(const markdown::RichText& text) {
    std::string made;
    for (const markdown::Span& span : text.spans) {
        std::string words =
            escape_html(std::string_view(text.text).substr(span.begin, span.end - span.begin));
        for (std::size_t at = 0; (at = words.find('\n', at)) != std::string::npos; at += 5)
            words.replace(at, 1, "<br>\n");
        if ((span.style & (markdown::span_code | markdown::span_math)) != 0) words = tag("code", words);
        if ((span.style & markdown::span_struck) != 0) words = tag("del", words);
        if ((span.style & markdown::span_emphasis) != 0) words = tag("em", words);
        if ((span.style & markdown::span_strong) != 0) words = tag("strong", words);
        const std::string_view address =
            span.link < 0 ? std::string_view() : text.links[static_cast<std::size_t>(span.link)];
        if (markdown::is_web_link(address))
            words = tag("a href=\"" + escape_html(address) + "\" rel=\"noopener noreferrer\"", words);
        made += words;
    }
    return made;
}

std::string table_html(const markdown::Block& block) {
    std::string made = "<table>\n";
    const std::size_t columns = std::max<std::size_t>(1, block.columns.size());
    for (std::size_t at = 0; at < block.cells.size(); at += columns) {
        made += "<tr>";
        for (std::size_t i = at; i < std::min(at + columns, block.cells.size()); ++i)
            made += tag(at == 0 ? "th scope=\"col\"" : "td", runs_html(block.cells[i]));
        made += "</tr>\n";
    }
    return made + "</table>";
}

/// Blocks tell how deep they stand; here they are put into lists and quotations again.
class Nesting {
  public:
    explicit Nesting(std::string& made) : made_(made) {}

    void enter(const markdown::Block& block) {
        enter(std::min(block.quote, deepest));
        const auto depth = static_cast<std::size_t>(std::min(block.depth, deepest));
        close_lists(depth);
        if (!block.marker.empty() && depth > 0) begin_item(depth, block.marker);
    }

    /// Closes what is open.
    void leave() {
        enter(0);
        close_lists(0);
    }

  private:
    void enter(int quotes) {
        if (quotes == quotes_) return;
        close_lists(0);
        for (; quotes_ > quotes; --quotes_)
            made_ += "</blockquote>\n";
        for (; quotes_ < quotes; ++quotes_)
            made_ += "<blockquote>\n";
    }

    void close_lists(std::size_t depth) {
        for (; lists_.size() > depth; lists_.pop_back())
            made_ += lists_.back() ? "</li></ol>\n" : "</li></ul>\n";
    }

    void begin_item(std::size_t depth, std::string_view marker) {
        const bool ordered = is_digit(marker.front());
        if (lists_.size() == depth && lists_.back() == ordered) {
            made_ += "</li>\n<li>";
        } else {
            close_lists(depth - 1);
            while (lists_.size() < depth) {
                const std::string start(
                    marker.substr(0, ordered ? marker.find_first_not_of("0123456789") : 0));
                made_ += ordered ? "<ol start=\"" + start + "\">\n<li>" : "<ul>\n<li>";
                lists_.push_back(ordered);
            }
        }
        if (marker.starts_with('[')) made_ += marker == "[ ]" ? "\u2610 " : "\u2611 ";
    }

    std::string& made_;
    int quotes_ = 0;
    std::vector<bool> lists_;  ///< those that are open, of which each has an item open; whether they count
};

/// Writers begin at any level and leave levels out; who walks from heading to heading finds none missing.
class Headings {
  public:
    explicit Headings(int level) : above_(level - 1), latest_(level - 1) {}

    std::string html(const markdown::Block& block) {
        if (first_ == 0) first_ = block.level;
        latest_ = std::min({lowest_heading, latest_ + 1, std::max(1, block.level - first_ + 1) + above_});
        return tag("h" + std::to_string(latest_), runs_html(block.text));
    }

  private:
    int above_;
    int latest_;
    int first_ = 0;
};

std::string block_html(const markdown::Block& block, Headings& headings) {
    switch (block.kind) {
        case markdown::BlockKind::heading:
            return headings.html(block);
        case markdown::BlockKind::code:
            return tag("pre", tag("code", escape_html(block.text.text)));
        case markdown::BlockKind::rule:
            return "<hr>";
        case markdown::BlockKind::table:
            return table_html(block);
        case markdown::BlockKind::paragraph:
        case markdown::BlockKind::formula:
        case markdown::BlockKind::note:
            break;
    }
    return tag("p", runs_html(block.text));
}

}  // namespace

std::string markdown_to_html(std::string_view markdown, int level) {
    std::string made;
    Headings headings(level);
    Nesting nesting(made);
    for (const markdown::Block& block : markdown::parse(markdown)) {
        nesting.enter(block);
        made += block_html(block, headings);
        made += '\n';
    }
    nesting.leave();
    return made;
}

}  // namespace moa::web_page
