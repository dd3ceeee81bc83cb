#include "view/panels/answer_pane.hpp"

#include "blank.hpp"
#include "figures.hpp"
#include "run/sentences.hpp"
#include "screen/words.hpp"
#include "session/outlook.hpp"

namespace moa::view {
namespace {

void draw_no_answer(Flow& flow) {
    const Context& context = flow.context();
    const Theme& theme = context.theme;
    const run::RunState& state = context.workspace.shown();
    const auto say = [&](std::string_view words, ImU32 colour) {
        flow.text(words, {Face::regular, context.scaled(15)}, context.scaled(24), colour);
        flow.skip(context.scaled(12));
    };
    const auto head = [&](std::string_view words) {
        flow.text(words, {Face::semibold, context.scaled(20)}, context.scaled(30), theme.text);
        flow.skip(context.scaled(8));
    };
    if (context.workspace.on_screen().idle()) {
        head("Ask several models, read one answer");
        const std::size_t proposers = state.layers.front().size();
        const bool alone = state.layers.size() == 1;
        say(alone ? "One model answers the question."
                  : std::to_string(proposers) + " models answer the question on their own." +
                        (state.layers.size() > 2
                             ? " The layers after them read all answers and improve on them."
                             : "") +
                        " The aggregator reads what they say and writes the answer shown here.",
            theme.soft);
        if (context.workspace.configuration().calls_no_model())
            say(std::string(screen::words::scripted) + ".", theme.muted);
        return;
    }
    switch (state.status) {
        case run::RunStatus::running:
            head("The answer appears here");
            say(session::status_line(context.workspace), theme.soft);
            say("Select a card in the tree to follow along.", theme.muted);
            break;
        case run::RunStatus::cancelled:
            head("Stopped");
            say("The run was stopped before there was an answer. What the models wrote until then is in the "
                "tree.",
                theme.soft);
            break;
        default:
            break;
    }
}

/// Why the run has failed: each kind of error once.
void draw_failures(Flow& flow, const run::RunState& state) {
    const Context& context = flow.context();
    const Theme& theme = context.theme;
    flow.banner(session::status_line(context.workspace), theme.failed, theme.failed_soft);
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
    std::string facts = figure::duration(state.total_ms);
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

void AnswerPane::draw(Flow& flow, const OpenLink& open_link) {
    const session::Workspace& workspace = flow.context().workspace;
    const run::RunState& state = workspace.shown();
    if (!workspace.on_screen().idle()) draw_notes(flow, state);
    if (workspace.on_screen().idle() || is_blank(state.answer())) return draw_no_answer(flow);
    const run::Node& aggregator = state.aggregator();
    draw_found_text(finder_, view_, flow, {aggregator.id, RunText::answer},
                    {state.answer(), workspace.on_screen().text_version(aggregator),
                     aggregator.state == run::NodeState::streaming},
                    open_link);
    if (!state.running()) draw_foot(flow, state);
}

}  // namespace moa::view
