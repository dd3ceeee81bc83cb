#include "screen/conversation_acts.hpp"

#include <algorithm>
#include <charconv>

#include "figures.hpp"
#include "run/input.hpp"
#include "screen/words.hpp"
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

/// How much of the conversation goes along.
std::string context_words(const Conversation& conversation) {
    const std::size_t turns = conversation.context_turns();
    if (turns == 0) return "earlier turns are not sent";
    std::vector<wire::ChatMessage> messages = conversation.messages();
    messages.pop_back();  // the question itself
    return "sends " + figure::counted(turns, "earlier turn") + ", about " +
           figure::rough_tokens(static_cast<double>(run::estimate_tokens(messages))) + " tokens";
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
    if (!workspace.running()) buttons.push_back(quiet(act_on("again", turn), "Edit and ask again"));
    return buttons;
}

FollowUp follow_up(const session::Workspace& workspace) {
    const Conversation& conversation = workspace.conversation();
    FollowUp line;
    if (workspace.running()) {
        line.words = "Answering: " + quoted(workspace.current().question());
        return line;
    }
    line.words = words::new_conversation;
    const auto path = conversation.path();
    if (const TurnNumber again = conversation.asking_again(); again != 0) {
        line.words = "Another version of: " + quoted(conversation.run_of(again).question());
        line.buttons.push_back(quiet("keep", "Cancel"));
    } else if (!path.empty()) {
        line.words = "Follow-up to: " + quoted(conversation.run_of(path.back()).question());
    }
    if (!path.empty()) {
        line.words += " \u00b7 " + context_words(conversation);
        const bool with = conversation.with_context();
        line.buttons.push_back(quiet("context", with ? "Leave out" : "Send",
                                     with ? "Leave out the earlier turns" : "Send the earlier turns"));
    }
    return line;
}

void act_on_conversation(session::Workspace& workspace, std::string_view act) {
    Conversation& conversation = workspace.conversation();
    if (act == "previous") return conversation.step_turn(-1);
    if (act == "next") return conversation.step_turn(1);
    if (act == "new") return (void)conversation.clear();
    if (act == "keep") return conversation.keep_version();
    if (act == "context") return conversation.set_with_context(!conversation.with_context());
    const std::size_t space = act.find(' ');
    if (space == std::string_view::npos) return;
    const std::string_view what = act.substr(0, space);
    const std::string_view number = act.substr(space + 1);
    TurnNumber turn = 0;
    std::from_chars(number.data(), number.data() + number.size(), turn);
    if (turn == 0 || turn > conversation.turns().count()) return;
    if (what == "show") conversation.show_turn(turn);
    if (what == "version") conversation.show_version(turn);
    if (what == "again") (void)conversation.ask_again(turn);
}

}  // namespace moa::screen
