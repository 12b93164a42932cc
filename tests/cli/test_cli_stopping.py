import signal
import threading

import pytest

from onrecord.cli.stopping import Stop, ended_by_signals, stopped_by_signals


def test_whoever_asks_for_the_end_wakes_it_also_out_of_a_signal_handler():
    stop = Stop()
    before = signal.signal(signal.SIGUSR1, lambda *_: stop.ask())
    try:
        kill = threading.Thread(target=signal.pthread_kill, args=(threading.main_thread().ident, signal.SIGUSR1))
        kill.start()
        stop.wait(60)  # the suite would take a minute longer
        kill.join()
    finally:
        signal.signal(signal.SIGUSR1, before)
    assert stop.asked()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_second_signal_breaks_off(number):
    stop = Stop()
    before = signal.getsignal(number)
    with ended_by_signals(stop, b"stopping\n"):
        signal.raise_signal(number)
        assert stop.asked()
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(number)
    assert signal.getsignal(number) is before


def test_ctrl_c_is_told_at_once_and_asks_to_stop(capfd):
    with stopped_by_signals() as stopped:
        assert not stopped()
        signal.raise_signal(signal.SIGINT)
        assert stopped()
    assert capfd.readouterr().err == "onrecord: stopping once the article at hand is stored; once more breaks off.\n"
