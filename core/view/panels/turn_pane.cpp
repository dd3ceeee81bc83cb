#include "view/panels/turn_pane.hpp"

#include <algorithm>

#include "blank.hpp"
#include "figures.hpp"
#include "run/sentences.hpp"
#include "screen/conversation_acts.hpp"
#include "screen/turn_note.hpp"
#include "screen/words.hpp"
#include "view/widgets/copy_button.hpp"

namespace moa::view {
namespace {

/// Lines of a question that are shown folded.
constexpr std::size_t folded_lines = 4;

void say(Flow& flow, std::string_view words, ImU32 colour) {
    const Context& context = flow.context();
    flow.text(words, {Face::regular, context.scaled(15)}, context.scaled(24), colour);
    flow.skip(context.scaled(12));
}

/// Buttons one after the other, in a line of their own where they do not fit. The name of what was pressed.
std::string draw_button_line(Flow& flow, const std::vector<screen::Button>& buttons, float x, float height) {
    const Context& context = flow.context();
    const float left = x;
    std::string pressed;
    for (const screen::Button& button : buttons) {
        const bool primary = button.role == screen::Role::primary;
        const ButtonLook look = primary ? ButtonLook::primary : ButtonLook::quiet;
        const float wide = flow.button_width(button.label, look) + context.scaled(primary ? 8 : 0);
        if (x + wide > flow.width() && x > left) {
            flow.skip(height + context.scaled(4));
            x = left;
        }
        const std::string id = button.label + button.name;
        ImGui::BeginDisabled(!button.possible);
        if (flow.button(id.c_str(), button.label, look, x, height)) pressed = button.name;
        ImGui::EndDisabled();
        x += wide;
    }
    flow.skip(height);
    return pressed;
}

void take(const Context& context, const std::string& act) {
    if (act.empty()) return;
    if (const auto opens = screen::screen_of(act); !opens.empty()) {
        context.requests.open_screen = opens;
    } else {
        screen::act_on_conversation(context.workspace, act);
    }
    context.requests.layout_moved = true;
}

/// What is to be known before the answer is read, and what can be done about it.
void draw_note(Flow& flow, const screen::TurnNote& note) {
    const Context& context = flow.context();
    const Theme& theme = context.theme;
    const bool failed = note.tone == screen::Tone::failed;
    flow.banner(note.words, failed ? theme.failed : theme.degraded,
                failed ? theme.failed_soft : theme.degraded_soft);
    flow.skip(context.scaled(12));
    for (const std::string& detail : note.details) {
        flow.text(detail, {Face::regular, context.scaled(13)}, context.scaled(22), theme.soft);
        flow.skip(context.scaled(8));
    }
    if (!note.buttons.empty()) take(context, draw_button_line(flow, note.buttons, 0, context.scaled(32)));
    flow.skip(context.scaled(16));
}

void draw_notes(Flow& flow, const session::Workspace& workspace, session::TurnNumber turn) {
    const Context& context = flow.context();
    const run::RunState& state = workspace.conversation().run_of(turn);
    if (const auto note = screen::turn_note(workspace, turn)) draw_note(flow, *note);
    const std::string remarks = run::answer_remarks(state);
    if (!remarks.empty()) {
        flow.text(remarks, {Face::regular, context.scaled(13)}, context.scaled(22), context.theme.soft);
        flow.skip(context.scaled(16));
    }
}

void draw_no_answer(Flow& flow, const run::RunState& state) {
    if (!state.running()) return;
    const Theme& theme = flow.context().theme;
    say(flow, run::status_sentence(state), theme.soft);
    say(flow, "The answer appears here. Select a card in the tree to follow along.", theme.muted);
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
    copy_button(flow, "copy answer", {copy_words, answer, true}, -context.scaled(8), height);
    std::string facts = figure::duration(state.worked());
    const std::string cost = run::cost_words(state);
    if (!cost.empty() && !context.workspace.configuration().calls_no_model(state)) facts += ", " + cost;
    const TextStyle style{Face::regular, context.scaled(12), true};
    const float link = copy_button_width(flow, copy_words);
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
    const run::RunState& state = context.workspace.conversation().run_of(turn);
    if (const std::string& answer = state.answer(); !is_blank(answer) && !state.running()) {
        copy_button(flow, "copy", {screen::words::copy, answer, true}, x, height);
        x += copy_button_width(flow, screen::words::copy);
    }
    take(context, draw_button_line(flow, screen::turn_buttons(context.workspace, turn), x, height));
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
    draw_notes(flow, context.workspace, turn);
    if (is_blank(state.answer())) return draw_no_answer(flow, state);
    const run::Node& aggregator = state.aggregator();
    draw_found_text(finder_, answer_, flow, {turn, aggregator.id, RunText::answer},
                    {state.answer(), session::text_version(conversation.run_number_of(turn), aggregator),
                     aggregator.state == run::NodeState::streaming},
                    open_link);
    if (!state.running()) draw_foot(flow, state);
}

}  // namespace moa::view
