#include "native/cli/proof/arm_logs.hpp"

#include <filesystem>
#include <system_error>
#include <utility>

#include "evaluation/sha256.hpp"
#include "native/platform/files.hpp"
#include "proof/derived.hpp"
#include "session/history/run_log_read.hpp"

namespace moa::cli {

Result<ArmLog> read_arm_log(const ExperimentFolder& folder, const std::string& log) {
    const std::string path = folder.path_of(log);
    const Result<std::string> text = native::read_file(path);
    if (!text) return text.error();
    Result<session::RunLog> read = session::read_run_log(text.value());
    if (!read) return invalid_input(path + ": " + read.error().message);
    return ArmLog{{log, evaluation::sha256(text.value())}, session::replay(read.value())};
}

Result<std::vector<ArmLog>> read_arm_logs(const ExperimentFolder& folder, const std::string& arm,
                                          std::size_t question, std::size_t turns) {
    std::vector<ArmLog> logs;
    for (std::size_t turn = 0; turn < turns; ++turn) {
        const std::string name = ExperimentFolder::log_name(arm, question, turn);
        std::error_code failed;
        if (std::filesystem::file_size(folder.path_of(name), failed) == 0 || failed) break;
        Result<ArmLog> log = read_arm_log(folder, name);
        if (!log) return log.error();
        logs.push_back(std::move(log.value()));
    }
    return logs;
}

proof::ArmTexts texts_of(const std::vector<ArmLog>& logs) {
    proof::ArmTexts texts;
    for (const ArmLog& log : logs)
        texts.answers.push_back(log.state.answer());
    texts.conversation = texts.answers;
    return texts;
}

proof::ArmTexts derived_texts(const std::vector<ArmLog>& logs, proof::Derivation derivation) {
    proof::ArmTexts texts = texts_of(logs);
    for (std::size_t turn = 0; turn < logs.size(); ++turn) {
        const auto derived = proof::derive(logs[turn].state, derivation);
        texts.answers[turn] = derived ? derived->text : std::string();
    }
    return texts;
}

}  // namespace moa::cli
