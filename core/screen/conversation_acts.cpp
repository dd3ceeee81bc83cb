#include "screen/conversation_acts.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "blank.hpp"
#include "figures.hpp"
#include "run/input.hpp"
#include "screen/comparison_screen.hpp"
#include "screen/share_screen.hpp"
#include "screen/turn_note.hpp"
#include "screen/words.hpp"
#include "session/context_use.hpp"
#include "simulate/topics.hpp"
#include "wire/utf8.hpp"

namespace moa::screen {
namespace {

using session::Conversation;
using session::TurnNumber;

/// Longest part of a question that is quoted, in bytes.
constexpr std::size_t most_quoted = 72;

std::string act_on(std::string_view what, TurnNumber turn) {
    return std::string(what) + " " + std::to_string(turn);
}

/// Its beginning, in one line.
std::string quoted(std::string_view question) {
    std::string text(question.substr(0, question.find('\n')));
    if (const std::size_t end = text.rfind(' ', most_quoted); text.size() > most_quoted)
        text.resize(end == std::string::npos
                        ? wire::complete_utf8_prefix(std::string_view(text).substr(0, most_quoted))
                        : end);
    if (text.size() < question.size()) text += "\u2026";
    return text;
}

Button quiet(std::string name, std::string label, std::string description = {}) {
    return {std::move(name), std::move(label), Role::quiet, std::move(description)};
}

Button replay_button(TurnNumber turn) {
    return quiet(act_on("replay", turn), std::string(words::replay), "Replay this run in its own time");
}

/// How much of the conversation goes along.
std::string context_words(const Conversation& conversation) {
    const std::size_t turns = conversation.context_turns();
    if (turns == 0)
        return conversation.with_context() ? "no earlier answer to send" : "earlier turns are not sent";
    std::vector<wire::ChatMessage> messages = conversation.messages();
    messages.pop_back();  // the question itself
    return "sends " + figure::counted(turns, "earlier turn") + ", about " +
           figure::rough_tokens(static_cast<double>(run::estimate_tokens(messages))) + " tokens";
}

/// Before there is something to send, it would only tell of the prompt itself.
std::optional<FollowUp::Meter> context_meter(const session::Workspace& workspace) {
    const Conversation& conversation = workspace.conversation();
    const bool sends = conversation.context_turns() > 0 || !conversation.attachments().empty();
    if (workspace.running() || !sends) return std::nullopt;
    const auto use = session::fullest_context(workspace);
    if (!use) return std::nullopt;
    constexpr double tight = 0.8;
    const auto percent = std::lround(100 * use->share());
    return FollowUp::Meter{use->share(), use->share() < tight ? Tone::muted : Tone::doubtful,
                           std::to_string(percent) + "% of the context",
                           "About " + figure::rough_tokens(use->tokens) + " of the " +
                               figure::tokens(use->context) + " tokens of " + use->node +
                               ", the fullest context."};
}

/// Without its files.
FollowUp follow_up_alone(const session::Workspace& workspace) {
    const Conversation& conversation = workspace.conversation();
    FollowUp line;
    const auto path = conversation.path();
    if (workspace.running()) {
        line.words = "Answering: " + quoted(workspace.current().question());
        if (!workspace.asks_next()) return line;
        line.words = "Your question will be asked next.";
        line.buttons.push_back(quiet("not-next", "Do not ask it"));
        return line;
    }
    line.words = words::new_conversation;
    if (path.empty() && workspace.configuration().calls_no_model() && !is_blank(conversation.draft()) &&
        !simulate::has_answer_to(conversation.draft())) {
        line.words = "The demo has answers to its own questions only.";
        line.buttons.push_back(quiet("screen setup", std::string(words::use_models)));
        return line;
    }
    if (const TurnNumber again = conversation.asking_again(); again != 0) {
        line.words = "Another version of: " + quoted(conversation.run_of(again).question());
        line.buttons.push_back(quiet("keep", "Cancel"));
    } else if (!path.empty()) {
        line.words = "Follow-up to: " + quoted(conversation.run_of(path.back()).question());
    }
    const TurnNumber shown = conversation.shown_turn();
    if (workspace.on_screen().recorded() && conversation.can_replay(shown))
        line.buttons.push_back(replay_button(shown));
    if (!path.empty()) {
        line.words += " \u00b7 " + context_words(conversation);
        const bool with = conversation.with_context();
        if (with && conversation.context_turns() == 0) return line;
        line.buttons.push_back(quiet("context", with ? "Leave out" : "Send",
                                     with ? "Leave out the earlier turns" : "Send the earlier turns"));
    }
    return line;
}

}  // namespace

std::string version_words(const Conversation& conversation, TurnNumber turn) {
    const auto versions = conversation.turns().versions_of(turn);
    if (versions.size() < 2) return {};
    const auto at = std::find(versions.begin(), versions.end(), turn) - versions.begin();
    return "Version " + std::to_string(at + 1) + " of " + std::to_string(versions.size());
}

std::vector<Button> turn_buttons(const session::Workspace& workspace, TurnNumber turn) {
    const Conversation& conversation = workspace.conversation();
    std::vector<Button> buttons;
    const auto versions = conversation.turns().versions_of(turn);
    if (versions.size() > 1) {
        const auto at = std::find(versions.begin(), versions.end(), turn);
        Button before = quiet("", "\u2039", "Previous version");
        Button after = quiet("", "\u203a", "Next version");
        before.possible = at != versions.begin();
        after.possible = at + 1 != versions.end();
        before.name = before.possible ? act_on("version", *(at - 1)) : "version";
        after.name = after.possible ? act_on("version", *(at + 1)) : "version";
        buttons.push_back(std::move(before));
        buttons.push_back(std::move(after));
    }
    if (conversation.shown_turn() != turn && !conversation.run_of(turn).layers.empty())
        buttons.push_back(quiet(act_on("show", turn), "Show its tree"));
    if (conversation.can_replay(turn) &&
        !(conversation.shown_turn() == turn && conversation.replayed() != nullptr))
        buttons.push_back(replay_button(turn));
    if (conversation.shown_turn() == turn && can_compare(workspace))
        buttons.push_back(quiet("screen compare", std::string(words::compare)));
    if (conversation.shown_turn() == turn && can_share(workspace))
        buttons.push_back(quiet("screen share", "Share", std::string(words::share)));
    if (!workspace.running()) buttons.push_back(quiet(act_on("again", turn), "Edit and ask again"));
    return buttons;
}

std::vector<Button> example_buttons(const session::Workspace& workspace) {
    std::vector<Button> buttons;
    if (!workspace.conversation().path().empty() || !workspace.configuration().calls_no_model())
        return buttons;
    for (const std::string_view question : simulate::example_questions())
        buttons.push_back(quiet(act_on("example", buttons.size() + 1), std::string(question)));
    return buttons;
}

std::string scripted_words(const session::Workspace& workspace, TurnNumber turn) {
    const run::RunState& state = workspace.conversation().run_of(turn);
    if (!workspace.configuration().calls_no_model(state)) return {};
    // A follow-up is understood with the question before it.
    const bool known = state.messages.size() > 1 || simulate::has_answer_to(state.question());
    return known ? "Scripted demo: these replies were written beforehand."
                 : "Scripted demo: it has no real answer to this question, and shows only how answers are "
                   "combined.";
}

std::string_view screen_of(std::string_view act) {
    return act.starts_with("screen ") ? act.substr(7) : std::string_view{};
}

FollowUp follow_up(const session::Workspace& workspace) {
    FollowUp line = follow_up_alone(workspace);
    line.meter = context_meter(workspace);
    const session::Attachments& files = workspace.conversation().attachments();
    if (files.empty()) return line;
    line.words = "With " + files.words() + " \u00b7 " + line.words;
    line.buttons.push_back(quiet("detach", files.count() == 1 ? "Remove the file" : "Remove the files"));
    return line;
}

void act_on_conversation(session::Workspace& workspace, std::string_view act) {
    if (act_on_run(workspace, act)) return;
    Conversation& conversation = workspace.conversation();
    if (act == "previous") return conversation.step_turn(-1);
    if (act == "next") return conversation.step_turn(1);
    if (act == "new") return (void)conversation.clear();
    if (act == "detach") return conversation.remove_attachments();
    if (act == "keep") return conversation.keep_version();
    if (act == "not-next") return workspace.set_asks_next(false);
    if (act == "context") return conversation.set_with_context(!conversation.with_context());
    const std::size_t space = act.find(' ');
    if (space == std::string_view::npos) return;
    const std::string_view what = act.substr(0, space);
    const std::string_view number = act.substr(space + 1);
    TurnNumber turn = 0;
    std::from_chars(number.data(), number.data() + number.size(), turn);
    const auto examples = simulate::example_questions();
    if (what == "example" && turn > 0 && turn <= examples.size()) {
        const bool free = is_blank(conversation.draft()) ||
                          std::find(examples.begin(), examples.end(), conversation.draft()) != examples.end();
        if (free) return conversation.set_draft(std::string(examples[turn - 1]));
        return workspace.note(
            invalid_input("The question you are writing would be lost; ask it or delete it first."));
    }
    if (turn == 0 || turn > conversation.turns().count()) return;
    if (what == "show") conversation.show_turn(turn);
    if (what == "replay") conversation.replay(turn);
    if (what == "version") conversation.show_version(turn);
    if (what == "again") (void)conversation.ask_again(turn);
}

}  // namespace moa::screen
