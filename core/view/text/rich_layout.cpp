#include "view/text/rich_layout.hpp"

#include <algorithm>
#include <limits>

#include "view/text/bidi.hpp"
#include "view/text/rich_bidi.hpp"
#include "view/text/wrapped_text.hpp"

namespace moa::view {
namespace {

constexpr float code_padding = 3;
/// A line has no more bytes, however little room its characters take.
constexpr std::uint32_t longest_line = 4096;
constexpr std::uint32_t longest_atom = 1024;
/// Between a formula that makes its line higher and the lines beside it, in shares of the letters' size.
constexpr float formula_padding = 0.15F;

/// A stretch that is never broken inside, unless it is wider than a line.
struct Atom {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;  ///< without the blank after it
    bool break_before = false;
    bool blank_before = false;
    bool new_line = false;  ///< a hard break comes before it
    const markdown::Span* span = nullptr;
    std::pair<std::size_t, std::size_t> boxes = {};  ///< [first, second) of a formula that is drawn
};

/// Cuts text into atoms at blanks, at the ends of spans and around CJK characters. A formula that is drawn in
/// lines of `width` is one.
class Atoms {
  public:
    template <class Take>
    static void each(const markdown::RichText& rich, const RichFormulas& formulas, float width, Take take) {
        bool breakable = false;
        bool blank = false;
        bool new_line = false;
        bool after_cjk = false;
        for (const markdown::Span& span : rich.spans) {
            Atom atom{span.begin, span.begin, false, false, false, &span, formulas.of(span, width)};
            const auto flush = [&](std::uint32_t end) {
                if (end > atom.begin) {
                    atom.end = end;
                    atom.break_before = breakable;
                    atom.blank_before = blank;
                    atom.new_line = new_line;
                    take(atom);
                    breakable = blank = new_line = false;
                }
                atom.begin = end;
            };
            const char* const text = rich.text.data();
            if (atom.boxes.second > atom.boxes.first) {
                breakable = breakable || after_cjk;
                after_cjk = false;
                flush(span.end);
                continue;
            }
            for (std::uint32_t at = span.begin; at < span.end;) {
                const char c = text[at];
                if (c == ' ' || c == '\n' || c == '\t') {
                    flush(at);
                    breakable = true;
                    (c == '\n' ? new_line : blank) = true;
                    after_cjk = false;
                    atom.begin = ++at;
                    continue;
                }
                const unicode::Unit unit = unicode::unit_at(std::string_view(text + at, span.end - at));
                const bool cjk = breaks_anywhere(unit.code_point);
                if ((cjk || after_cjk) && !never_begins_line(unit.code_point)) {
                    flush(at);
                    breakable = true;
                }
                after_cjk = cjk && !never_ends_line(unit.code_point);
                at += unit.size;
                const bool breaks_behind = (c == '-' || c == '/') && unit.single;
                if ((breaks_behind || at - atom.begin > longest_atom) && at < span.end) {
                    flush(at);
                    breakable = true;
                }
            }
            flush(span.end);
        }
    }
};

std::string_view part(const markdown::RichText& text, std::uint32_t begin, std::uint32_t end) {
    return std::string_view(text.text).substr(begin, end - begin);
}

/// Puts atoms on lines.
class Breaker {
  public:
    Breaker(RichLines& laid, const markdown::RichText& text, const RichFormulas& formulas, const Pen& pen,
            float width)
        : laid_(laid), text_(text), formulas_(formulas), pen_(pen), limit_(width) {
        laid_.lines.push_back({0, 0});
    }

    void take(const Atom& atom) {
        if (atom.new_line) {
            finish_group();
            new_line();
        } else if (atom.break_before) {
            finish_group();
        }
        const TextStyle style = text_style(laid_.style, atom.span->style);
        const bool is_formula = atom.boxes.second > atom.boxes.first;
        if (group_.empty()) {
            const TextStyle blank = is_formula ? text_style(laid_.style, 0) : style;
            group_blank_ = atom.blank_before ? pen_.width(blank, " ") : 0;
        }
        for (std::size_t box = atom.boxes.first; box < atom.boxes.second; ++box) {
            const float width = formulas_.boxes()[box].width;
            group_.push_back({atom.begin, atom.end, group_width_, width, atom.span->style, atom.span->link,
                              false, static_cast<std::int32_t>(box)});
            group_width_ += width;
        }
        if (is_formula) return;
        const float width = pen_.width(style, part(text_, atom.begin, atom.end));
        group_.push_back({atom.begin, atom.end, group_width_, width, atom.span->style, atom.span->link});
        group_width_ += width;
        // Around code a little room, where its span begins and ends.
        if ((atom.span->style & markdown::span_code) != 0 && atom.end == atom.span->end)
            group_width_ += code_padding;
        if ((atom.span->style & markdown::span_code) != 0 && atom.begin == atom.span->begin) {
            group_.back().x += code_padding;
            group_width_ += code_padding;
        }
    }

    /// The width of the widest line.
    float finish() {
        finish_group();
        float widest = 0;
        for (const RichLine& line : laid_.lines)
            widest = std::max(widest, line.width);
        return widest;
    }

  private:
    void new_line() {
        laid_.lines.push_back({laid_.pieces.size(), 0});
        x_ = 0;
    }

    /// Whether the line would be, if it went on up to there.
    bool is_too_long(std::uint32_t end) const {
        const std::size_t first = laid_.lines.back().first;
        return first < laid_.pieces.size() && end - laid_.pieces[first].begin > longest_line;
    }

    void finish_group() {
        if (group_.empty()) return;
        const float blank = x_ > 0 ? group_blank_ : 0;
        if ((x_ > 0 && x_ + blank + group_width_ > limit_) || is_too_long(group_.back().end)) {
            new_line();
        } else {
            x_ += blank;
        }
        if (x_ + group_width_ > limit_ && limit_ > 0) {
            for (const RichPiece& piece : group_)
                split(piece);
        } else {
            for (RichPiece piece : group_) {
                piece.x += x_;
                append(piece);
            }
            x_ += group_width_;
        }
        laid_.lines.back().width = x_;
        group_.clear();
        group_width_ = 0;
    }

    /// Puts a piece wider than the line on as many lines as it takes.
    void split(RichPiece piece) {
        if (piece.is_formula()) {
            if (x_ > 0 && x_ + piece.width > limit_) {
                laid_.lines.back().width = x_;
                new_line();
            }
            piece.x = x_;
            append(piece);
            x_ += piece.width;
            return;
        }
        const TextStyle style = text_style(laid_.style, piece.style);
        while (piece.begin < piece.end) {
            const std::string_view rest = part(text_, piece.begin, piece.end);
            std::string_view fitting = pen_.fitting(style, rest, limit_ - x_);
            if (fitting.empty() && x_ > 0) {
                laid_.lines.back().width = x_;
                new_line();
                continue;
            }
            if (fitting.empty()) {
                fitting = rest.substr(0, unicode::unit_at(rest).size);
            }
            RichPiece here = piece;
            here.end = piece.begin + static_cast<std::uint32_t>(fitting.size());
            here.x = x_;
            here.width = pen_.width(style, fitting);
            append(here);
            x_ += here.width;
            piece.begin = here.end;
        }
    }

    /// Joins a piece with the one before where nothing but a blank is between them: fewer calls when drawing.
    void append(const RichPiece& piece) {
        auto& pieces = laid_.pieces;
        if (pieces.size() > laid_.lines.back().first) {
            RichPiece& last = pieces.back();
            const std::uint32_t gap = piece.begin - last.end;
            const bool joined = last.style == piece.style && last.link == piece.link &&
                                (piece.style & markdown::span_code) == 0 && !last.is_formula() &&
                                !piece.is_formula() &&
                                (gap == 0 || (gap == 1 && text_.text[last.end] == ' '));
            if (joined) {
                last.end = piece.end;
                last.width = piece.x + piece.width - last.x;
                return;
            }
        }
        pieces.push_back(piece);
    }

    RichLines& laid_;
    const markdown::RichText& text_;
    const RichFormulas& formulas_;
    const Pen& pen_;
    float limit_;
    float x_ = 0;
    std::vector<RichPiece> group_;
    float group_width_ = 0;
    float group_blank_ = 0;  // room before the group, unless it begins a line
};

}  // namespace

void RichLayout::lay_out(const markdown::RichText& text, const Pen& pen, RichStyle style, float width) {
    laid_.pieces.clear();
    laid_.lines.clear();
    laid_.right_to_left = false;
    laid_.style = style;
    formulas_.update(text, pen, style);
    Breaker breaker(laid_, text, formulas_, pen, width);
    Atoms::each(text, formulas_, width, [&breaker](const Atom& atom) { breaker.take(atom); });
    width_ = breaker.finish();
    limit_ = width;
    if (may_run_right_to_left(text.text)) reorder(laid_, text, pen);
    stack_lines(pen);
}

void RichLayout::stack_lines(const Pen& pen) {
    const float line_height = laid_.style.line_height;
    float top = 0;
    for (std::size_t i = 0; i < laid_.lines.size(); ++i) {
        RichLine& line = laid_.lines[i];
        float lowered = 0;
        for (std::size_t p = line.first; p < laid_.pieces_end(i); ++p) {
            const RichPiece& piece = laid_.pieces[p];
            if (!piece.is_formula()) continue;
            const InkBox& box = formulas_.boxes()[static_cast<std::size_t>(piece.box)];
            const float baseline = pen.baseline({Face::regular, laid_.style.size}, 0, line_height);
            const float padding = formula_padding * laid_.style.size;
            line.raised = std::max(line.raised, box.above + padding - baseline);
            lowered = std::max(lowered, box.below + padding - (line_height - baseline));
        }
        line.top = top;
        line.height = line.raised + line_height + lowered;
        top += line.height;
    }
}

ImVec2 RichLayout::end() const {
    if (laid_.lines.empty()) return {0, 0};
    const float y = laid_.lines.back().top + laid_.lines.back().raised;
    const float width = laid_.lines.back().width;
    if (laid_.right_to_left) return {std::max(0.0F, limit_ - width - laid_.style.size), y};
    return {width, y};
}

int RichLayout::draw(const Context& context, ImDrawList& list, const markdown::RichText& text, ImVec2 at,
                     float width, markdown::CellAlign align, ImU32 colour, ImVec2 pointer, float clip_top,
                     float clip_bottom) const {
    const Theme& theme = context.theme;
    int under_pointer = -1;
    const auto [first, behind] = laid_.lines_between(clip_top - at.y, clip_bottom - at.y);
    for (std::size_t i = first; i < behind; ++i) {
        const float top = at.y + laid_.lines[i].top + laid_.lines[i].raised;
        const float bottom = top + laid_.style.line_height;
        const float shift = laid_.shift_of(laid_.lines[i], width, align);
        for (std::size_t p = laid_.lines[i].first; p < laid_.pieces_end(i); ++p) {
            const RichPiece& piece = laid_.pieces[p];
            const ImVec2 from(at.x + shift + piece.x, top);
            const bool is_code = (piece.style & markdown::span_code) != 0;
            const bool is_link = piece.link >= 0 &&
                                 static_cast<std::size_t>(piece.link) < text.links.size() &&
                                 markdown::is_web_link(text.links[static_cast<std::size_t>(piece.link)]);
            const float middle = top + laid_.style.line_height / 2;
            if (is_code) {
                const float half = laid_.style.size * 0.68F;
                list.AddRectFilled(ImVec2(from.x - code_padding, middle - half),
                                   ImVec2(from.x + piece.width + code_padding, middle + half),
                                   mixed(theme.surface, theme.text, theme.dark ? 0.09F : 0.06F), 4);
            }
            const ImU32 ink = is_link ? theme.accent : colour;
            if (piece.is_formula()) {
                const TextStyle letters{Face::regular, laid_.style.size};
                const float baseline = context.pen.baseline(letters, top, laid_.style.line_height);
                view::draw(formulas_.boxes()[static_cast<std::size_t>(piece.box)], list, context.pen,
                           ImVec2(from.x, baseline), ink);
            } else {
                context.pen.write(list, laid_.style_of(piece), from, laid_.style.line_height, ink,
                                  part(text, piece.begin, piece.end));
            }
            const auto rule = [&](float y, ImU32 rule_colour) {
                const float snapped = context.pen.snapped(y);
                list.AddRectFilled(ImVec2(from.x, snapped), ImVec2(from.x + piece.width, snapped + 1),
                                   rule_colour);
            };
            if ((piece.style & markdown::span_struck) != 0) rule(middle, ink);
            if (!is_link) continue;
            const bool over = pointer.x >= from.x && pointer.x < from.x + piece.width && pointer.y >= top &&
                              pointer.y < bottom;
            rule(middle + laid_.style.size * 0.52F, faded(theme.accent, over ? 1.0F : 0.4F));
            if (over) under_pointer = piece.link;
        }
    }
    return under_pointer;
}

RichWidths RichLayout::measure(const markdown::RichText& text, const Pen& pen, RichStyle style) {
    formulas_.update(text, pen, style);
    RichWidths widths;
    float line = 0;
    float word = 0;
    const float blank = pen.width({Face::regular, style.size}, " ");
    Atoms::each(text, formulas_, std::numeric_limits<float>::infinity(), [&](const Atom& atom) {
        const float padding = (atom.span->style & markdown::span_code) != 0 ? 2 * code_padding : 0;
        float width = padding;
        for (std::size_t box = atom.boxes.first; box < atom.boxes.second; ++box) {
            const float part_width = formulas_.boxes()[box].width;
            width += part_width;
            widths.unbroken = std::max(widths.unbroken, part_width);
        }
        if (atom.boxes.first == atom.boxes.second)
            width += pen.width(text_style(style, atom.span->style), part(text, atom.begin, atom.end));
        if (atom.new_line) line = 0;
        line += (atom.blank_before && line > 0 ? blank : 0) + width;
        word = (atom.break_before || atom.new_line ? 0 : word) + width;
        widths.whole = std::max(widths.whole, line);
        widths.word = std::max(widths.word, word);
    });
    return widths;
}

}  // namespace moa::view
