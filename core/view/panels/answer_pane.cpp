#include "view/panels/answer_pane.hpp"

#include <algorithm>

#include "screen/conversation_acts.hpp"
#include "screen/words.hpp"

namespace moa::view {
namespace {

/// What will happen, before the first question.
void draw_welcome(Flow& flow) {
    const Context& context = flow.context();
    const Theme& theme = context.theme;
    const run::RunState& state = context.workspace.shown();
    const auto say = [&](std::string_view words, ImU32 colour) {
        flow.text(words, {Face::regular, context.scaled(15)}, context.scaled(24), colour);
        flow.skip(context.scaled(12));
    };
    flow.text("Ask several models, read one answer", {Face::semibold, context.scaled(20)}, context.scaled(30),
              theme.text);
    flow.skip(context.scaled(8));
    const std::size_t proposers = state.layers.front().size();
    const bool alone = state.layers.size() == 1;
    say(alone ? "One model answers the question."
              : std::to_string(proposers) + " models answer the question on their own." +
                    (state.layers.size() > 2 ? " The layers after them read all answers and improve on them."
                                             : "") +
                    " The aggregator reads what they say and writes the answer shown here.",
        theme.soft);
    if (context.workspace.configuration().calls_no_model())
        say(std::string(screen::words::scripted) + ".", theme.muted);
    const std::vector<screen::Button> examples = screen::example_buttons(context.workspace);
    if (examples.empty()) return;
    flow.skip(context.scaled(12));
    say("Questions to begin with:", theme.soft);
    for (const screen::Button& example : examples) {
        const float height = context.scaled(32);
        if (flow.action_button(example.name.c_str(), example.label, -context.scaled(8), height)) {
            screen::act_on_conversation(context.workspace, example.name);
            context.requests.layout_moved = true;
        }
        flow.skip(height);
    }
}

}  // namespace

bool AnswerPane::is_selecting() const {
    return std::any_of(turns_.begin(), turns_.end(),
                       [](const auto& each) { return each.second.is_selecting(); });
}

bool AnswerPane::is_complete() const {
    return std::all_of(turns_.begin(), turns_.end(),
                       [](const auto& each) { return each.second.is_complete(); });
}

void AnswerPane::draw(Flow& flow, const OpenLink& open_link) {
    const session::Conversation& conversation = flow.context().workspace.conversation();
    std::vector<session::TurnNumber> path = conversation.path();
    // What is asked again stays in sight until there is another version of it.
    if (conversation.asking_again() != 0) path.push_back(conversation.asking_again());
    std::erase_if(turns_, [&](const auto& each) {
        return std::find(path.begin(), path.end(), each.first) == path.end();
    });
    if (path.empty()) return draw_welcome(flow);
    const float top = flow.y();
    bool is_above = true;
    bool above_is_complete = true;
    for (const session::TurnNumber turn : path) {
        if (turn != path.front()) flow.skip(flow.context().scaled(36));
        if (turn == conversation.shown_turn()) {
            shown_top_ = flow.y() - top;
            is_above = false;
        }
        ImGui::PushID(static_cast<int>(turn));
        TurnPane& pane = turns_.try_emplace(turn, finder_).first->second;
        pane.draw(flow, turn, open_link);
        ImGui::PopID();
        if (is_above) above_is_complete = above_is_complete && pane.is_complete();
    }
    if (conversation.shown_turn() != shown_) arriving_ = true;
    if (arriving_) other_turn_ = true;
    if (above_is_complete) arriving_ = false;
    shown_ = conversation.shown_turn();
}

}  // namespace moa::view
