#include "view/tree/card_body.hpp"

#include <algorithm>
#include <utility>

#include "run/node_sentence.hpp"
#include "session/agent_facts.hpp"
#include "view/text/clipped_text.hpp"
#include "view/tree/preview.hpp"

namespace moa::view {
namespace {

constexpr float body_line = 16;
constexpr TextStyle natural{Face::regular, 12};

void write_lines(const Context& context, ImDrawList& list, const CardBodyRoom& room, ImU32 colour,
                 const std::vector<std::string>& lines) {
    const TextStyle style{Face::regular, natural.size * room.scale};
    const float line = body_line * room.scale;
    float y = room.at.y;
    for (const std::string& text : lines) {
        context.pen.write(list, style, ImVec2(room.at.x, y), line, colour, text);
        y += line;
    }
}

/// Where the end of a text begins that is broken into lines: it stays there for some kilobytes.
std::size_t begin_of_tail(std::string_view text) {
    constexpr std::size_t step = 4096;
    if (text.size() < 2 * step) return 0;
    const std::size_t least = (text.size() / step - 1) * step;
    if (const std::size_t line = text.substr(0, least + step / 2).find('\n', least);
        line != std::string_view::npos)
        return line + 1;
    std::size_t begin = least;
    while ((static_cast<unsigned char>(text[begin]) & 0xc0U) == 0x80U && begin < least + 4)
        ++begin;
    return begin;
}

}  // namespace

void CardBody::draw(const Context& context, ImDrawList& list, const run::RunState& state,
                    const run::Node& node, const CardBodyRoom& room) {
    if (room.width != laid_out_for_.width || room.lines != laid_out_for_.lines) {
        note_.clear();
        opening_version_ = 0;
    }
    laid_out_for_ = room;
    std::string note = run::node_sentence(state, node, context.workspace.on_screen().elapsed());
    if (!note.empty()) {
        draw_note(context, list, node, std::move(note), room);
    } else if (node.state == run::NodeState::done) {
        draw_opening(context, list, node, room);
    } else {
        draw_tail(context, list, node, room);
    }
}

void CardBody::draw_note(const Context& context, ImDrawList& list, const run::Node& node, std::string note,
                         const CardBodyRoom& room) {
    if (note != note_) {
        note_ = std::move(note);
        note_lines_ = clipped_lines(note_, context.pen, natural, room.width, room.lines);
    }
    CardBodyRoom place = room;
    if (note_lines_.size() == 1) place.at.y += body_line * room.scale;
    const bool failed = node.state == run::NodeState::failed;
    write_lines(context, list, place, failed ? context.theme.failed : context.theme.muted, note_lines_);
}

void CardBody::draw_opening(const Context& context, ImDrawList& list, const run::Node& node,
                            const CardBodyRoom& room) {
    const std::uint64_t version = context.workspace.on_screen().text_version(node) + 1;
    if (opening_version_ != version) {
        opening_version_ = version;
        opening_ = clipped_lines(opening_of(node.text), context.pen, natural, room.width, room.lines);
    }
    write_lines(context, list, room, context.theme.soft, opening_);
}

void CardBody::draw_tail(const Context& context, ImDrawList& list, const run::Node& node,
                         const CardBodyRoom& room) {
    const std::size_t begin = begin_of_tail(node.text);
    const std::uint64_t version = context.workspace.on_screen().text_version(node);
    if (std::pair now(version, begin); now != tail_of_) {
        tail_of_ = now;
        ++tail_version_;
    }
    const std::string_view text = std::string_view(node.text).substr(begin);
    tail_.update(text, tail_version_, context.pen, natural, room.width);
    // The last lines that hold something.
    const std::vector<TextLine>& all = tail_.lines();
    std::vector<std::string> lines;
    for (std::size_t i = all.size(); i > 0 && lines.size() < room.lines; --i) {
        const TextLine& part = all[i - 1];
        if (part.end > part.begin)
            lines.push_back(shown_line(text.substr(part.begin, part.end - part.begin)));
    }
    std::reverse(lines.begin(), lines.end());
    write_lines(context, list, room, context.theme.soft, lines);
}

void draw_agent_facts(const Context& context, ImDrawList& list, const run::Node& node,
                      const CardBodyRoom& room) {
    const session::AgentFacts facts = session::agent_facts(context.workspace, node);
    const TextStyle style{Face::regular, natural.size * room.scale};
    const float width = room.width * room.scale;
    const float line = body_line * room.scale;
    std::string who = facts.provider;
    if (!facts.context.empty()) who += ", " + facts.context;
    context.pen.write_cut(list, style, room.at, line, width, context.theme.muted, who);
    context.pen.write_cut(list, style, ImVec2(room.at.x, room.at.y + line), line, width, context.theme.muted,
                          facts.price);
}

}  // namespace moa::view
