#include "view/panels/inspector.hpp"

#include <algorithm>

#include "figures.hpp"
#include "run/input.hpp"
#include "run/node_sentence.hpp"
#include "screen/words.hpp"
#include "session/agent_facts.hpp"
#include "view/panels/node_facts.hpp"
#include "view/panels/node_menu.hpp"
#include "view/widgets/copy_button.hpp"

namespace moa::view {
namespace {

constexpr std::string_view reasoning_words = "Reasoning";
constexpr std::string_view details_words = "Details";

std::string_view prompt_words(const run::Node& node) {
    return node.sent_at != no_time ? "Prompt sent" : "Prompt to be sent";
}

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

/// Name, state and provider.
void draw_head(Flow& flow, const run::Node& node) {
    const Context& context = flow.context();
    const Theme& theme = context.theme;
    const float height = context.scaled(28);
    const ImU32 colour = state_colour(theme, node.state);
    const TextStyle word{Face::regular, context.scaled(13)};
    const std::string_view state_word = session::state_word(context.workspace, node);
    const float word_width = context.pen.width(word, state_word);
    const float state_left = flow.x() + flow.width() - word_width;
    context.pen.write_cut(flow.list(), {Face::semibold, context.scaled(20)}, ImVec2(flow.x(), flow.y()),
                          height, state_left - flow.x() - context.scaled(36), theme.text, node.label);
    draw_state(flow.list(), node.state, ImVec2(state_left - context.scaled(14), flow.y() + height / 2),
               context.scaled(13), colour);
    context.pen.write(flow.list(), word, ImVec2(state_left, flow.y()), height, colour, state_word);
    flow.skip(height + context.scaled(4));
    flow.list().AddRectFilled(ImVec2(flow.x(), flow.y()), ImVec2(flow.x() + context.scaled(24), flow.y() + 3),
                              provider_hue(node.provider), 1.5F);
    flow.skip(context.scaled(16));
}

/// What there is to say of a node that has said nothing.
std::string words_without_text(const run::RunState& state, const run::Node& node, Millis elapsed) {
    switch (node.state) {
        case run::NodeState::queued:
            if (node.queued) return run::node_sentence(state, node, elapsed) + ".";
            if (node.id.layer == 1) return "Receives the question when the run starts.";
            return "Starts when layer " + std::to_string(node.id.layer - 1) + " has finished.";
        case run::NodeState::waiting:
            return run::node_sentence(state, node, elapsed) + ".";
        case run::NodeState::thinking:
            return "Thinking; no text yet.";
        case run::NodeState::cancelled:
            return "Stopped before any text arrived.";
        case run::NodeState::skipped:
            return state.status == run::RunStatus::cancelled ? "The run was stopped before its turn."
                                                             : "Not run: there were no references.";
        default:
            return "No text arrived.";
    }
}

}  // namespace

void Inspector::draw(Flow& flow, const run::Node& node, const OpenLink& open_link) {
    const Context& context = flow.context();
    const Theme& theme = context.theme;
    const run::RunState& state = context.workspace.shown();
    draw_head(flow, node);
    if (node.error) {
        // What is tried again by itself needs no advice.
        const std::string advice = node.state == run::NodeState::failed ? "\n" + hint_of(*node.error) : "";
        flow.banner(describe(*node.error) + advice, theme.failed, theme.failed_soft);
        flow.skip(context.scaled(16));
    } else if (node.is_cut()) {
        flow.banner("This answer is " + run::finish_text(node.finish) + ".", theme.degraded,
                    theme.degraded_soft);
        flow.skip(context.scaled(16));
    }
    draw_notes(flow, state, node);
    draw_node_buttons(flow, node);
    draw_texts(flow, node, open_link);
    flow.rule();
    flow.skip(context.scaled(8));
    if (flow.fold("facts", details_words, facts_open_)) {
        draw_node_facts(flow, node);
        flow.skip(context.scaled(8));
    }
    if (flow.fold("prompt", prompt_words(node), prompt_open_)) {
        flow.skip(context.scaled(4));
        draw_prompt(flow, state, node);
    }
}

/// What the node has thought and said.
void Inspector::draw_texts(Flow& flow, const run::Node& node, const OpenLink& open_link) {
    const Context& context = flow.context();
    const std::uint64_t version = context.workspace.on_screen().text_version(node);
    if (!node.reasoning.empty()) {
        const std::string label = std::string(reasoning_words) + ", about " +
                                  figure::count(wire::estimate_tokens(node.reasoning)) + " tokens";
        if (flow.fold("reasoning", label, reasoning_open_)) {
            flow.skip(context.scaled(4));
            draw_found_text(finder_, reasoning_, flow,
                            {context.workspace.conversation().shown_turn(), node.id, RunText::reasoning},
                            {node.reasoning, version, node.state == run::NodeState::thinking}, open_link);
        }
        flow.skip(context.scaled(12));
    }
    if (!node.text.empty()) {
        draw_found_text(finder_, text_, flow,
                        {context.workspace.conversation().shown_turn(), node.id, RunText::answer},
                        {node.text, version, node.state == run::NodeState::streaming}, open_link);
        flow.skip(context.scaled(12));
        copy_button(flow, "copy node", {screen::words::copy_markdown, node.text, true}, -context.scaled(8),
                    context.scaled(28));
        flow.skip(context.scaled(36));
    } else if (!node.error || node.queued) {
        const Millis elapsed = context.workspace.on_screen().elapsed();
        flow.text(words_without_text(context.workspace.shown(), node, elapsed),
                  {Face::regular, context.scaled(15)}, context.scaled(24), context.theme.soft);
        flow.skip(context.scaled(16));
    }
}

void Inspector::draw_prompt(Flow& flow, const run::RunState& state, const run::Node& node) {
    const Context& context = flow.context();
    const std::vector<wire::ChatMessage> messages = run::prompt_of(state, node.id);
    prompt_.resize(messages.size());
    for (std::size_t i = 0; i < messages.size(); ++i) {
        flow.text(messages[i].role, {Face::semibold, context.scaled(12)}, context.scaled(24),
                  context.theme.muted);
        const std::string& content = messages[i].content;
        draw_found_text(
            finder_, prompt_[i].view, flow,
            {context.workspace.conversation().shown_turn(), node.id, RunText::prompt + static_cast<int>(i)},
            {content, prompt_[i].watch.version_of(content), false}, {});
        flow.skip(context.scaled(12));
    }
}

void Inspector::fold(Shortcut shortcut) {
    if (shortcut == Shortcut::fold_reasoning) reasoning_open_ = !reasoning_open_;
    if (shortcut == Shortcut::fold_details) facts_open_ = !facts_open_;
    if (shortcut == Shortcut::fold_prompt) prompt_open_ = !prompt_open_;
}

std::vector<ReadingAct> Inspector::folds(const run::Node& node) const {
    std::vector<ReadingAct> list;
    if (!node.reasoning.empty()) list.push_back({Shortcut::fold_reasoning, reasoning_words, reasoning_open_});
    list.push_back({Shortcut::fold_details, details_words, facts_open_});
    list.push_back({Shortcut::fold_prompt, prompt_words(node), prompt_open_});
    return list;
}

void Inspector::begin_node() {
    text_ = MarkdownView();
    reasoning_ = MarkdownView();
    prompt_.clear();
}

}  // namespace moa::view
