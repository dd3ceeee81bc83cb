#include "view/panels/turn_pane.hpp"

#include <algorithm>

#include "blank.hpp"
#include "figures.hpp"
#include "run/sentences.hpp"
#include "screen/conversation_acts.hpp"
#include "screen/words.hpp"

namespace moa::view {
namespace {

/// Lines of a question that are shown folded.
constexpr std::size_t folded_lines = 4;

void say(Flow& flow, std::string_view words, ImU32 colour) {
    const Context& context = flow.context();
    flow.text(words, {Face::regular, context.scaled(15)}, context.scaled(24), colour);
    flow.skip(context.scaled(12));
}

/// Why the run has failed: each kind of error once.
void draw_failures(Flow& flow, const run::RunState& state) {
    const Context& context = flow.context();
    const Theme& theme = context.theme;
    flow.banner(run::status_sentence(state), theme.failed, theme.failed_soft);
    flow.skip(context.scaled(16));
    const run::Node* shown = nullptr;
    for (const auto& layer : state.layers) {
        for (const run::Node& node : layer) {
            if (!node.error || (shown != nullptr && node.error->kind == shown->error->kind)) continue;
            shown = &node;
            flow.text(run::to_string(node.id) + " " + node.label + ": " + describe(*node.error),
                      {Face::semibold, context.scaled(13)}, context.scaled(22), theme.text);
            flow.text(hint_of(*node.error), {Face::regular, context.scaled(13)}, context.scaled(22),
                      theme.soft);
            flow.skip(context.scaled(8));
        }
    }
    flow.skip(context.scaled(8));
}

/// What is to be known before the answer is read.
void draw_notes(Flow& flow, const run::RunState& state) {
    const Context& context = flow.context();
    const Theme& theme = context.theme;
    const bool has_ended_well =
        state.status != run::RunStatus::failed && state.status != run::RunStatus::cancelled;
    const std::string lacking = has_ended_well ? run::degradation_sentence(state) : std::string();
    if (!lacking.empty()) {
        flow.banner(lacking, theme.degraded, theme.degraded_soft);
        flow.skip(context.scaled(20));
    }
    const std::string left_out = run::exit_sentence(state);
    if (!left_out.empty()) {
        flow.text(left_out, {Face::regular, context.scaled(13)}, context.scaled(22), theme.soft);
        flow.skip(context.scaled(16));
    }
    if (state.status == run::RunStatus::failed) draw_failures(flow, state);
    if (!is_blank(state.answer()) && state.status == run::RunStatus::cancelled) {
        flow.banner("Stopped. The answer is not complete.", theme.degraded, theme.degraded_soft);
        flow.skip(context.scaled(20));
    }
}

void draw_no_answer(Flow& flow, const run::RunState& state) {
    const Theme& theme = flow.context().theme;
    if (state.running()) {
        say(flow, run::status_sentence(state), theme.soft);
        say(flow, "The answer appears here. Select a card in the tree to follow along.", theme.muted);
    } else if (state.status == run::RunStatus::cancelled) {
        const bool any = std::any_of(state.layers.begin(), state.layers.end(), [](const auto& layer) {
            return std::any_of(layer.begin(), layer.end(),
                               [](const run::Node& node) { return !is_blank(node.text); });
        });
        say(flow,
            any ? "The run was stopped before there was an answer. What the models wrote until then is in "
                  "the "
                  "tree."
                : "The run was stopped before a model wrote anything.",
            theme.soft);
    }
}

/// To copy the answer, and what it took.
void draw_foot(Flow& flow, const run::RunState& state) {
    const Context& context = flow.context();
    const Theme& theme = context.theme;
    const std::string& answer = state.answer();
    flow.skip(context.scaled(20));
    flow.rule();
    flow.skip(context.scaled(8));
    const float height = context.scaled(28);
    constexpr std::string_view copy_words = screen::words::copy_markdown;
    if (flow.link_button("copy answer", copy_words, -context.scaled(8), height)) {
        ImGui::SetClipboardText(answer.c_str());
    }
    std::string facts = figure::duration(state.worked());
    if (!context.workspace.configuration().calls_no_model(state)) {
        facts += ", " + run::cost_words(state);
    }
    const TextStyle style{Face::regular, context.scaled(12), true};
    const float link =
        context.pen.width({Face::regular, context.scaled(13)}, copy_words) + context.scaled(16);
    if (link + context.pen.width(style, facts) > flow.width()) {
        flow.skip(height);
        flow.text(facts, style, context.scaled(20), theme.muted);
        return;
    }
    context.pen.write_right(flow.list(), style, ImVec2(flow.x() + flow.width(), flow.y()), height,
                            theme.muted, facts);
    flow.skip(height);
}

}  // namespace

/// On a surface of its own; a bar marks the turn whose tree is shown.
void TurnPane::draw_question(Flow& flow, session::TurnNumber turn) {
    const Context& context = flow.context();
    const Theme& theme = context.theme;
    const session::Conversation& conversation = context.workspace.conversation();
    const std::string question(conversation.run_of(turn).question());
    const float inset_x = context.scaled(14);
    const float inset_y = context.scaled(10);
    const float line = context.scaled(22);
    const TextStyle style{Face::semibold, context.scaled(14)};
    question_.update(question, conversation.run_number_of(turn), context.pen, style,
                     flow.width() - 2 * inset_x);
    const std::size_t whole = question_.lines().size();
    // A fold for one line more would take as much room as that line.
    const bool long_question = whole > folded_lines + 1;
    const std::size_t lines = long_question && !unfolded_ ? folded_lines : whole;
    const float height = static_cast<float>(lines) * line + 2 * inset_y;
    const ImVec2 from(flow.x(), flow.y());
    const ImVec2 to(flow.x() + flow.width(), flow.y() + height);
    flow.list().AddRectFilled(from, to, mixed(theme.surface, theme.text, 0.05F), 8);
    if (turn == conversation.shown_turn() && conversation.path().size() > 1)
        flow.list().AddRectFilled(from, ImVec2(from.x + 3, to.y), theme.accent, 2);
    flow.skip(inset_y);
    for (std::size_t i = 0; i < lines; ++i) {
        const TextLine& each = question_.lines()[i];
        if (flow.is_visible(line)) {
            context.pen.write(flow.list(), style, ImVec2(from.x + inset_x, flow.y()), line, theme.text,
                              std::string_view(question).substr(each.begin, each.end - each.begin));
        }
        flow.skip(line);
    }
    flow.skip(inset_y + context.scaled(2));
    if (!long_question) return;
    const std::string words = unfolded_ ? "Show less" : "Show all " + std::to_string(whole) + " lines";
    if (flow.link_button("fold question", words, context.scaled(6), context.scaled(26))) {
        unfolded_ = !unfolded_;
        context.requests.layout_moved = true;
    }
    flow.skip(context.scaled(26));
}

void TurnPane::draw_buttons(Flow& flow, session::TurnNumber turn) const {
    const Context& context = flow.context();
    const float height = context.scaled(26);
    const TextStyle style{Face::regular, context.scaled(12)};
    float x = context.scaled(6);
    const std::string version = screen::version_words(context.workspace.conversation(), turn);
    if (!version.empty()) {
        context.pen.write(flow.list(), style, ImVec2(flow.x() + x + context.scaled(8), flow.y()), height,
                          context.theme.soft, version);
        x += context.pen.width(style, version) + context.scaled(16);
    }
    std::string pressed;
    for (const screen::Button& button : screen::turn_buttons(context.workspace, turn)) {
        const float wide = context.pen.width(style, button.label) + context.scaled(16);
        if (x + wide > flow.width() && x > context.scaled(6)) {
            flow.skip(height);
            x = context.scaled(6);
        }
        ImGui::BeginDisabled(!button.possible);
        if (flow.link_button((button.label + button.name).c_str(), button.label, x, height))
            pressed = button.name;
        ImGui::EndDisabled();
        x += wide;
    }
    flow.skip(height);
    if (pressed.empty()) return;
    screen::act_on_conversation(context.workspace, pressed);
    context.requests.layout_moved = true;
}

void TurnPane::draw(Flow& flow, session::TurnNumber turn, const OpenLink& open_link) {
    const Context& context = flow.context();
    const session::Conversation& conversation = context.workspace.conversation();
    const run::RunState& state = conversation.run_of(turn);
    if (state.layers.empty()) return say(flow, "The log of this turn cannot be read.", context.theme.muted);
    draw_question(flow, turn);
    draw_buttons(flow, turn);
    flow.skip(context.scaled(12));
    if (const std::string words = screen::scripted_words(context.workspace, turn); !words.empty()) {
        flow.banner(words, context.theme.soft, mixed(context.theme.surface, context.theme.text, 0.05F));
        if (flow.action_button("models", screen::words::use_models, context.scaled(6), context.scaled(28)))
            context.requests.open_screen = "setup";
        flow.skip(context.scaled(40));
    }
    draw_notes(flow, state);
    if (is_blank(state.answer())) return draw_no_answer(flow, state);
    const run::Node& aggregator = state.aggregator();
    draw_found_text(finder_, answer_, flow, {turn, aggregator.id, RunText::answer},
                    {state.answer(), session::text_version(conversation.run_number_of(turn), aggregator),
                     aggregator.state == run::NodeState::streaming},
                    open_link);
    if (!state.running()) draw_foot(flow, state);
}

}  // namespace moa::view
