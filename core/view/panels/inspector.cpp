// One node in full: what it is, what it said, what it was sent, and what it cost.
#include <algorithm>

#include "figures.hpp"
#include "run/node_sentence.hpp"
#include "view/panels/node_menu.hpp"
#include "view/panels/panel.hpp"

namespace moa::view {
namespace {

/// The words a flag is about, cut to what can be read at a glance; always whole UTF-8.
std::string excerpt(std::string_view text, const mixture::ReferenceFlag& flag) {
    constexpr std::size_t most = 160;
    const auto whole = [text](std::size_t at) {
        while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U)
            ++at;
        return std::min(at, text.size());
    };
    const std::size_t begin = whole(flag.begin);
    const std::size_t end = whole(std::min(flag.end, begin + most));
    if (end <= begin) return {};
    return "\u201c" + std::string(text.substr(begin, end - begin)) + (end < flag.end ? "\u2026" : "") +
           "\u201d";
}

/// What the policies have made of the node, and what looks wrong in its answer, with the words it is about.
void draw_notes(Flow& flow, const run::RunState& state, const run::Node& node) {
    const Context& context = flow.context();
    const std::string note = run::node_note(state, node);
    if (note.empty()) return;
    if (node.flags.empty() && node.shortening().empty()) {
        flow.text(note, {Face::regular, context.scaled(13)}, context.scaled(22), context.theme.soft);
    } else {
        flow.banner(note, context.theme.degraded, context.theme.degraded_soft);
    }
    for (const mixture::ReferenceFlag& flag : node.flags) {
        const std::string words = excerpt(node.text, flag);
        if (words.empty()) continue;
        flow.skip(context.scaled(8));
        flow.text(flag.reason + " " + words, {Face::regular, context.scaled(13)}, context.scaled(20),
                  context.theme.soft);
    }
    flow.skip(context.scaled(16));
}

}  // namespace

void Panel::draw_prompt(Flow& flow, const run::RunState& state, const run::Node& node) {
    const Context& context = flow.context();
    const std::vector<wire::ChatMessage> messages = run::prompt_of(state, node.id);
    prompt_.resize(messages.size());
    for (std::size_t i = 0; i < messages.size(); ++i) {
        flow.text(messages[i].role, {Face::semibold, context.scaled(12)}, context.scaled(24),
                  context.theme.muted);
        const std::string& content = messages[i].content;
        draw_text(prompt_[i].view, flow, {node.id, RunText::prompt + static_cast<int>(i)}, content,
                  prompt_[i].watch.version_of(content), false, {});
        flow.skip(context.scaled(12));
    }
}

void Panel::draw_node(Flow& flow, const run::Node& node, const MarkdownView::OpenLink& open_link) {
    const Context& context = flow.context();
    const Theme& theme = context.theme;
    const run::RunState& state = context.workspace.shown();
    const std::uint64_t version = context.workspace.on_screen().text_version(node);

    // Name and state.
    const float head = context.scaled(28);
    const ImU32 colour = state_colour(theme, node.state);
    const TextStyle word{Face::regular, context.scaled(13)};
    const float word_width = context.pen.width(word, state_word(node.state));
    const float state_left = flow.x() + flow.width() - word_width;
    context.pen.write_cut(flow.list(), {Face::semibold, context.scaled(20)}, ImVec2(flow.x(), flow.y()), head,
                          state_left - flow.x() - context.scaled(36), theme.text, node.label);
    draw_state(flow.list(), node.state, ImVec2(state_left - context.scaled(14), flow.y() + head / 2),
               context.scaled(13), colour);
    context.pen.write(flow.list(), word, ImVec2(state_left, flow.y()), head, colour, state_word(node.state));
    flow.skip(head + context.scaled(4));
    flow.list().AddRectFilled(ImVec2(flow.x(), flow.y()), ImVec2(flow.x() + context.scaled(24), flow.y() + 3),
                              provider_hue(node.provider), 1.5F);
    flow.skip(context.scaled(16));

    if (node.error) {
        flow.banner(describe(*node.error) + "\n" + hint_of(*node.error), theme.failed, theme.failed_soft);
        flow.skip(context.scaled(16));
    } else if (node.is_cut()) {
        flow.banner("This answer is " + run::finish_text(node.finish) + ".", theme.degraded,
                    theme.degraded_soft);
        flow.skip(context.scaled(16));
    }
    draw_notes(flow, state, node);
    draw_node_buttons(flow, node.id);
    if (!node.reasoning.empty()) {
        const std::string label =
            "Reasoning, about " + figure::count(wire::estimate_tokens(node.reasoning)) + " tokens";
        if (flow.fold("reasoning", label, reasoning_open_)) {
            flow.skip(context.scaled(4));
            draw_text(reasoning_, flow, {node.id, RunText::reasoning}, node.reasoning, version,
                      node.state == run::NodeState::thinking, open_link);
        }
        flow.skip(context.scaled(12));
    }
    if (!node.text.empty()) {
        draw_text(node_text_, flow, {node.id, RunText::answer}, node.text, version,
                  node.state == run::NodeState::streaming, open_link);
        flow.skip(context.scaled(12));
        if (flow.link_button("copy node", "Copy as Markdown", -context.scaled(8), context.scaled(28))) {
            ImGui::SetClipboardText(node.text.c_str());
        }
        flow.skip(context.scaled(36));
    } else if (!node.error) {
        std::string words;
        switch (node.state) {
            case run::NodeState::queued:
                words = node.hold
                            ? run::node_sentence(state, node, context.workspace.on_screen().elapsed()) + "."
                        : node.id.layer == 1
                            ? "It gets the question as soon as the run starts."
                            : "It starts when layer " + std::to_string(node.id.layer - 1) + " has finished.";
                break;
            case run::NodeState::waiting:
                words = "The request is sent. Waiting for the first token.";
                break;
            case run::NodeState::thinking:
                words = "It is thinking; no text yet.";
                break;
            case run::NodeState::cancelled:
                words = "Stopped before it said anything.";
                break;
            case run::NodeState::skipped:
                words = state.status == run::RunStatus::cancelled
                            ? "The run was stopped before its turn."
                            : "It was not run: there was nothing to build on.";
                break;
            default:
                words = "It said nothing.";
                break;
        }
        flow.text(words, {Face::regular, context.scaled(15)}, context.scaled(24), theme.soft);
        flow.skip(context.scaled(16));
    }
    flow.rule();
    flow.skip(context.scaled(8));
    if (flow.fold("facts", "Details", facts_open_)) {
        draw_facts(flow, node);
        flow.skip(context.scaled(8));
    }
    const bool sent = node.sent_at != no_time;
    if (flow.fold("prompt", sent ? "Prompt that was sent" : "Prompt that will be sent", prompt_open_)) {
        flow.skip(context.scaled(4));
        draw_prompt(flow, state, node);
    }
}

}  // namespace moa::view
