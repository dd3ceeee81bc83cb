#include <string>

#include "fuzz/target.hpp"
#include "random.hpp"
#include "run/input.hpp"
#include "run/node_sentence.hpp"
#include "run/sentences.hpp"
#include "session/history/run_log_read.hpp"
#include "session/history/run_log_write.hpp"
#include "unit/run/tell.hpp"
#include "wire/utf8.hpp"

namespace moa::fuzz {
namespace {

/// What a log says, written anew.
std::string write(const session::RunLog& log) {
    std::string text;
    session::RunLogWriter writer([&text](std::string_view line) { text += line; });
    run::RunState state;
    for (const session::LoggedEvent& logged : log.events) {
        run::apply(state, logged.t, logged.event);
        writer.on_event(logged.t, logged.event, state);
    }
    writer.flush_due(log.events.back().t + session::RunLogWriter::default_coalesce_ms);
    return text;
}

/// What a view would show of it.
void look_at(const run::RunState& state, Millis t) {
    require(!run::status_sentence(state).empty(), "there is a sentence on what is happening");
    (void)run::degradation_sentence(state);
    require(!state.layers.empty() && state.layers.back().size() == 1, "a run has one aggregator");
    (void)state.answer();
    for (const auto& layer : state.layers) {
        for (const run::Node& node : layer) {
            (void)run::node_sentence(state, node, t);
            (void)run::finish_text(node.finish);
            (void)node.tokens_per_second(t);
            require(state.find(node.id) == &node, "a node stands where its id says");
            require(wire::is_valid_utf8(node.text), "text is valid UTF-8");
        }
    }
    (void)run::prompt_of(state, state.aggregator().id);
    require(run::fits_nodes(state, run::recipe_of(state)), "its recipe has a place for each node");
}

void check(std::string_view text, Random& random) {
    const auto read = session::read_run_log(text);
    if (!read) {
        require(!read.error().message.empty(), "an error says what went wrong");
        return;
    }
    const session::RunLog& log = read.value();
    const run::RunState state = session::replay(log);
    look_at(state, state.latest);
    const Millis t = log.events[random.next() % log.events.size()].t;
    const run::RunState earlier = session::replay(log, t);
    if (!earlier.layers.empty()) look_at(earlier, t);

    const std::string written = write(log);
    const auto again = session::read_run_log(written);
    require(again.ok(), "what was written can be read");
    require(again.value().skipped_lines == 0, "every line that was written is known");
    require(write(again.value()) == written, "writing is stable");
    require(test::tell(session::replay(again.value())) == test::tell(state),
            "what was written replays to the same state");
}

}  // namespace

void run_logs(std::string_view input) {
    Random random(stable_hash(input));
    check(input, random);
    for (int i = 0; i < 2; ++i)
        check(input.substr(0, random.next() % (input.size() + 1)), random);
}

}  // namespace moa::fuzz
